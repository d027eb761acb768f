import { Injectable } from '@nestjs/common';
import type { BoardRegionRow, BoardResponse, BoardTpsRow, OverdueResponse, TrendResponse } from '@posko/contracts';
import { MARKS, OVERDUE_BIT, hasMark, isoTime, scopeIndex, stageAt } from '@posko/domain';
import type { MarkCounts, Silence } from '@posko/domain';
import { ApiError } from '../platform/http/api-error';
import { JournalFollower } from '../platform/journal/journal-follower';
import { SirekapReader } from '../platform/sirekap/sirekap-reader';
import { BoardProjection } from './board.projection';
import { BUCKET_MINUTES } from './trend';

/** What the board says, in the words of the contract. */
@Injectable()
export class BoardService {
  constructor(
    private readonly projection: BoardProjection,
    private readonly follower: JournalFollower,
    private readonly sirekap: SirekapReader,
  ) {}

  /** Board of a region; `0` is the whole register. */
  board(code: string): BoardResponse {
    const region = this.indexOf(code);
    const { tree } = this.projection.board;
    const { code: regionCode, name, level, ...counters } = this.regionRow(region);
    return {
      ...this.asOf(),
      region: { code: regionCode, name, level },
      path: tree
        .pathOf(region)
        .reverse()
        .map((index) => tree.refOf(index)),
      ...counters,
      children: level === 'desa' ? this.tpsRows(region) : tree.children(region).map((index) => this.regionRow(index)),
    };
  }

  overdue(code: string, page: { limit: number; offset: number }): OverdueResponse {
    const region = this.indexOf(code);
    const found = this.silentWithin(region);
    found.sort((a, b) => a.silence.since - b.silence.since || a.position - b.position);
    return {
      ...this.asOf(),
      total: found.length,
      rows: found.slice(page.offset, page.offset + page.limit).map(({ position, silence }) => {
        const { stage, lastReceivedAt } = this.projection.stateOf(position);
        return {
          code: this.projection.board.tree.tpsCodeAt(position),
          stage: stageAt(stage),
          missing: silence.missing,
          since: isoTime(silence.since),
          lastReceivedAt: lastReceivedAt === null ? null : isoTime(lastReceivedAt),
        };
      }),
    };
  }

  async trend(code: string): Promise<TrendResponse> {
    const points = await this.projection.trendOf(this.indexOf(code));
    if (points === null) throw new ApiError('region-not-found', { reason: 'a trend is kept down to kabupaten' });
    return {
      ...this.asOf(),
      bucketMinutes: BUCKET_MINUTES,
      points: points.map(({ at, stages }) => ({ at: isoTime(at), stages: [...stages] })),
    };
  }

  private silentWithin(region: number): { position: number; silence: Silence }[] {
    const { tree, marks } = this.projection.board;
    const first = tree.first[region] ?? 0;
    const end = first + (tree.count[region] ?? 0);
    const found: { position: number; silence: Silence }[] = [];
    for (let position = first; position < end; position++) {
      if (((marks[position] ?? 0) & OVERDUE_BIT) === 0) continue;
      const silence = this.projection.silence(position);
      if (silence !== null) found.push({ position, silence });
    }
    return found;
  }

  private indexOf(code: string): number {
    if (!this.follower.hasStarted) throw new ApiError('not-ready');
    const index = scopeIndex(this.projection.board.tree, code);
    if (index < 0) throw new ApiError('region-not-found');
    return index;
  }

  private asOf(): { seq: number; at: string } {
    return { seq: this.projection.seq, at: isoTime(this.follower.currentAt) };
  }

  private regionRow(region: number): BoardRegionRow {
    const { board, turnout } = this.projection;
    const ref = board.tree.refOf(region);
    const sirekap = this.sirekap.of(ref.code);
    return {
      ...ref,
      total: board.tree.count[region] ?? 0,
      stages: board.stageCounts(region),
      marks: board.markCounts(region),
      dpt: this.projection.dptOf(region),
      turnout: turnout.of(region),
      ...(sirekap === undefined ? {} : { sirekap }),
    };
  }

  private tpsRows(desa: number): BoardTpsRow[] {
    const { tree, stages, marks } = this.projection.board;
    const { dptL, dptP } = this.projection.registerInUse;
    const first = tree.first[desa] ?? 0;
    return Array.from({ length: tree.count[desa] ?? 0 }, (_, offset) => {
      const position = first + offset;
      return {
        code: tree.tpsCodeAt(position),
        stage: stageAt(stages[position] ?? 0),
        marks: marksAsCounts(marks[position] ?? 0),
        dpt: (dptL[position] ?? 0) + (dptP[position] ?? 0),
      };
    });
  }
}

function marksAsCounts(byte: number): MarkCounts {
  return Object.fromEntries(MARKS.map((mark) => [mark, hasMark(byte, mark) ? 1 : 0])) as MarkCounts;
}
