import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_RESULT_POLICY, SYSTEM_ACTOR, emptyResult, leadsAt, receiptOf } from '@posko/domain';
import type { CHasil, Contest, ContestId, Decision, JournalBody, ReadingSource, TpsCode } from '@posko/domain';
import type { PoolClient } from 'pg';
import { SERVER_OPTIONS } from '../config';
import { ContestHolder } from '../contest/contest-holder';
import type { ServerOptions } from '../config';
import { requestHash, stableId } from '../journal/chain';
import type { CommandQueue } from '../journal/command-queue';
import { JournalWriter, acceptedOrThrow } from '../journal/journal-writer';
import { TpsStateRepository } from '../tps/tps-state.repository';
import { decideWith } from './result-aggregate';
import type { Acting, MatchWish, PhotoMeta, PhotoWish, ResultWish } from './result-aggregate';
import { resultKey } from './result-state';
import type { KeptPhoto, ResultState } from './result-state';
import { ResultRepository } from './result.repository';

export type { Acting } from './result-aggregate';

/** Body of an entry about a result. */
type ResultBody = JournalBody<'result.entered.v1' | 'result.decided.v1' | 'evidence.kept.v1' | 'evidence.matched.v1'>;

/** What a command came to, and whether it had been given before. */
export interface ResultOutcome {
  readonly seq: number;
  readonly receipt: string;
  /** As the entry says: what the gate said then, also if the command is a repeat. */
  readonly version: number;
  readonly verdict: ResultBody['verdict'];
  readonly body: ResultBody;
  readonly isRepeat: boolean;
}

export interface EntryOrder {
  readonly id: string;
  readonly form: CHasil;
  readonly source: ReadingSource;
}

export interface DecisionOrder {
  readonly id: string;
  readonly version: number;
  readonly decision: Decision;
}

/** A photo whose bytes are safe on disk already. */
export interface PhotoOrder extends PhotoMeta {
  readonly id: string;
  readonly contest: Contest;
  readonly tps: TpsCode;
  readonly photo: PhotoWish['photo'];
}

type SavePhotos = (client: PoolClient, kept: readonly KeptPhoto[]) => Promise<void>;

/**
 * All commands on results, whoever they come from: one queue, so that a batch sees what the one before it did. Each is answered
 * once it is in the journal and on disk; a refusal is thrown.
 */
@Injectable()
export class ResultWriter {
  private readonly queue: CommandQueue<ResultWish, ResultState>;
  private savePhotos: SavePhotos | null = null;

  constructor(
    @Inject(JournalWriter) writer: JournalWriter,
    @Inject(ResultRepository) private readonly results: ResultRepository,
    @Inject(TpsStateRepository) private readonly tps: TpsStateRepository,
    @Inject(ContestHolder) private readonly contests: ContestHolder,
    @Inject(SERVER_OPTIONS) { resultPolicy }: ServerOptions,
  ) {
    this.queue = writer.queueFor<ResultWish, ResultState>({
      load: (client, keys) => this.load(client, keys),
      decide: decideWith({ ...DEFAULT_RESULT_POLICY, ...resultPolicy }),
      save: (client, states) => this.save(client, states),
    });
  }

  /** Who keeps a table of photos writes it in the transaction of their entries: `save` must not wait before it sends. */
  savePhotosWith(save: SavePhotos): void {
    this.savePhotos = save;
  }

  enter(
    contest: Contest,
    tps: TpsCode,
    { order, acting }: { order: EntryOrder; acting: Acting },
  ): Promise<ResultOutcome> {
    const { id, form, source } = order;
    return this.submit(id, { form, source }, { type: 'enter', contest, tps, form, source, ...acting });
  }

  decide(
    contest: Contest,
    tps: TpsCode,
    { order, acting }: { order: DecisionOrder; acting: Acting },
  ): Promise<ResultOutcome> {
    const { id, version, decision } = order;
    return this.submit(id, { version, decision }, { type: 'decide', contest, tps, version, decision, ...acting });
  }

  /** Doubts are what we found, not what was asked: a repeat may find others. */
  keepPhoto({ id, contest, tps, photo, ...meta }: PhotoOrder, acting: Acting): Promise<ResultOutcome> {
    const { sha256, page } = photo;
    const wish = { sha256, page, replaces: meta.replaces };
    return this.submit(id, wish, { type: 'photo', contest, tps, photo, meta, ...acting });
  }

  /** Says of a photo what was found when another one came; told once, however often it is found. */
  async match(contest: Contest, tps: TpsCode, match: MatchWish['match']): Promise<void> {
    const id = stableId(`evidence.matched ${resultKey(contest.id, tps)} ${match.sha256} ${match.doubt}`);
    const { sha256, doubt } = match;
    await this.submit(id, { sha256, doubt }, { type: 'match', contest, tps, match, actor: SYSTEM_ACTOR });
  }

  private async submit(id: string, wish: object, payload: ResultWish): Promise<ResultOutcome> {
    const subject = resultKey(payload.contest.id, payload.tps);
    // Readings differ by who made them: a colleague's under the same id is another one.
    const own = payload.type === 'enter' ? { ...wish, by: payload.actor.id } : wish;
    const hash = requestHash(`result.${payload.type}`, subject, own);
    const outcome = await this.queue.submit({ id, requestHash: hash, subject, payload });
    const { entry, hash: entryHash, isRepeat } = acceptedOrThrow(outcome);
    const body = entry.body as ResultBody;
    const receipt = receiptOf(entry.seq, Buffer.from(entryHash, 'hex'));
    return { seq: entry.seq, receipt, version: body.version, verdict: body.verdict, body, isRepeat };
  }

  /** Results, and where their TPS stand: of those that the results of this contest move. Both travel together. */
  private async load(client: PoolClient, keys: readonly string[]): Promise<Map<string, ResultState>> {
    const places = keys.map((key) => placeOf(key));
    const all = this.contests.all();
    const leading = places.filter(({ contest, tps }) => {
      const found = this.contests.get(contest);
      return found !== undefined && leadsAt(found, all, tps);
    });
    const led = new Set(leading.map(({ contest, tps }) => resultKey(contest, tps)));
    const [records, rows] = await Promise.all([
      this.results.load(client, keys),
      this.tps.load(
        client,
        leading.map(({ tps }) => tps),
      ),
    ]);
    return new Map(
      places.map(({ contest, tps }) => {
        const key = resultKey(contest, tps);
        const record = records.get(key) ?? { result: emptyResult(contest, tps), lastSeq: 0, changedAt: 0 };
        return [key, { ...record, kept: [], tps: led.has(key) ? (rows.get(tps) ?? null) : null, hasMoved: false }];
      }),
    );
  }

  private async save(client: PoolClient, states: readonly ResultState[]): Promise<void> {
    const kept = states.flatMap((state) => state.kept);
    const photos = kept.length > 0 && this.savePhotos !== null ? this.savePhotos(client, kept) : Promise.resolve();
    const moved = states.flatMap(({ tps, hasMoved }) => (hasMoved && tps !== null ? [tps] : []));
    const stands = moved.length > 0 ? this.tps.save(client, moved) : Promise.resolve();
    await Promise.all([this.results.save(client, states), stands, photos]);
  }
}

/** A key's contest and TPS, which were checked before they became one. */
function placeOf(key: string): { readonly contest: ContestId; readonly tps: TpsCode } {
  const [contest = '', tps = ''] = key.split('/');
  return { contest: contest as ContestId, tps: tps as TpsCode };
}
