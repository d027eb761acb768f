import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ReleaseCorrection } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { ContestId, TpsCode } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { correctedTps, correctionsSince, tpsOfCorrections } from './release-corrections';
import type { CorrectedEntry } from './release-corrections';

/** A release that was given out, with its files by their SHA-256: `BlobStore` has the bytes. */
export interface ReleasedFiles {
  readonly number: number;
  readonly contest: ContestId;
  /** All entries up to this one are in it. */
  readonly seq: number;
  /** As of when its figures are true. */
  readonly at: string;
  readonly releasedAt: string;
  readonly files: { readonly json: string; readonly pdf: string; readonly png: string };
  /** TPS in it that were corrected or withdrawn since. */
  readonly corrections: number;
  /** Which: of more than can be told, the latest. */
  readonly corrected: readonly TpsCode[];
}

type Stored = Omit<ReleasedFiles, 'at' | 'releasedAt' | 'corrections' | 'corrected'> & {
  at: number;
  releasedAt: number;
};

/** The index names them, and every reader asks for the index. */
const CORRECTED_TOLD = 20;

const RELEASED = `
  SELECT number, contest, seq::float8 AS seq, (extract(epoch FROM at) * 1000)::float8 AS at,
         (extract(epoch FROM decided_at) * 1000)::float8 AS "releasedAt", files
  FROM release WHERE status = 'released' ORDER BY number DESC`;

/** TPS that were ever corrected or taken back stand at one of two states, of which the index of the review knows. */
const ENTRIES = `
  SELECT r.tps, j.seq::float8 AS seq, (extract(epoch FROM j.at) * 1000)::float8 AS at,
         j.body #>> '{verdict,state}' AS state, j.body #>> '{decision,type}' AS decision,
         j.body #>> '{decision,reason}' AS reason, j.body #>> '{decision,document}' AS document
  FROM result AS r JOIN journal AS j ON j.subject = r.tps AND j.subject <> ''
  WHERE r.contest = $1 AND r.state IN ('withdrawn', 'corrected') AND r.last_seq > $2
    AND j.kind IN ('result.entered.v1', 'result.decided.v1', 'evidence.kept.v1', 'evidence.matched.v1')
    AND j.body ->> 'contest' = $1
  ORDER BY j.seq`;

/** What others may know of releases: those that were given out, and what was corrected of them since. */
@Injectable()
export class ReleaseReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Latest first. */
  async released(): Promise<ReleasedFiles[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const rows = await manager.query<Stored[]>(RELEASED);
      const entries = await this.entriesOf(rows, manager);
      return rows.map((row) => {
        const corrections = correctionsSince(entries.get(row.contest) ?? [], row.seq);
        return {
          ...row,
          at: isoTime(row.at),
          releasedAt: isoTime(row.releasedAt),
          corrections: correctedTps(corrections),
          corrected: tpsOfCorrections(corrections, CORRECTED_TOLD),
        };
      });
    });
  }

  /** Of each of these: what was corrected since, latest first. */
  async corrections(releases: readonly Which[]): Promise<ReleaseCorrection[][]> {
    const entries = await this.entriesOf(releases, this.dataSource.manager);
    return releases.map(({ contest, seq }) => correctionsSince(entries.get(contest) ?? [], seq));
  }

  /** One question per contest, from its oldest release on. */
  private async entriesOf(
    releases: readonly Which[],
    manager: EntityManager,
  ): Promise<Map<ContestId, CorrectedEntry[]>> {
    const byContest = new Map<ContestId, CorrectedEntry[]>();
    for (const [contest, those] of Map.groupBy(releases, (release) => release.contest)) {
      const oldest = Math.min(...those.map(({ seq }) => seq));
      byContest.set(contest, await manager.query<CorrectedEntry[]>(ENTRIES, [contest, oldest]));
    }
    return byContest;
  }
}

type Which = Pick<ReleasedFiles, 'contest' | 'seq'>;
