import { Inject, Injectable } from '@nestjs/common';
import { PublishedIndex } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { PauseReader } from '../platform/publication/pause-reader';
import { PublicationShelves } from './publication-shelves';
import { PublicationRepository } from './publication.repository';
import type { Snapshot } from './publication.repository';
import { LAYOUT, MARK_PATH, markText, staticFiles } from './static-files';
import { TreeMaker } from './tree-maker';
import { TreeRound } from './tree-round';
import { BY_CONTENT } from './tree/tree-file';
import type { FreshTree, TreeSink, WriteCount } from './tree/tree-file';
import { publishedContests } from './view/index-text';
import { everything } from './view/published-state';
import type { Changes, PublishedState } from './view/published-state';

/** A tree in step with the journal says so at least this often. */
export const HEARTBEAT_MS = 15_000;
/** Whether somebody paused is looked up as often while a tree is made. */
const PAUSE_LOOK_MS = 1000;
/** Names that nothing points to any more stay for readers who have an older index in hand. */
const ORPHAN_MS = 60 * 60_000;
const INDEX_PATH = 'v1/index.json';

export interface RoundReport {
  readonly isWhole: boolean;
  readonly seq: number;
  readonly files: number;
  readonly bytes: number;
}

/** Keeps the tree in step with the journal, a round at a time. What a round could not write, the next one does. */
@Injectable()
export class Publisher {
  private state: PublishedState | null = null;
  /** The last entry that is in the tree; -1 before the first look. */
  private seq = -1;
  private index: PublishedIndex | null = null;
  private orphans: { path: string; since: number }[] = [];
  private total = { files: 0, bytes: 0 };
  private isPaused = false;
  /** When the round's snapshot was taken: a whole tree takes its time, and its figures are no younger for it. */
  private asOf = '';

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly repository: PublicationRepository,
    private readonly pauses: PauseReader,
    private readonly maker: TreeMaker,
    private readonly shelves: PublicationShelves,
    private readonly clock: ClockService,
  ) {}

  /** All that was written since this instance started. */
  get written(): WriteCount {
    return this.total;
  }

  get publishedSeq(): number {
    return this.seq;
  }

  /** Forgets the tree: the next round looks at what stands. */
  begin(): void {
    this.state = null;
    this.index = null;
    this.seq = -1;
  }

  /** One round; null where publication is paused or there is nothing to publish yet. */
  async round(sink: TreeSink): Promise<RoundReport | null> {
    const pause = await this.pauses.current();
    this.isPaused = pause !== null;
    if (pause !== null) {
      await this.tell(sink, { pause });
      return null;
    }
    return this.repository.snapshot(async (snapshot) => {
      this.asOf = isoTime(this.clock.now());
      const mark = await this.maker.mark(snapshot.seq);
      if (mark === null) return null;
      const text = markText({ layout: LAYOUT, ...mark });
      const stands = this.state !== null && (await sink.read(MARK_PATH)) === text;
      if (stands && snapshot.seq === this.seq) {
        // Nothing has happened: figures, releases and corrections all follow from the journal.
        await this.tell(sink, { at: this.asOf, pause: null });
        await this.forget(sink);
        return { isWhole: false, seq: snapshot.seq, files: 0, bytes: 0 };
      }
      const report =
        stands || (await this.resume(sink, snapshot, text))
          ? await this.step(sink, snapshot)
          : await this.whole(sink, snapshot, text);
      const releases = await this.shelves.releases.bring(sink);
      const contests = this.state === null ? [] : publishedContests(this.state);
      await this.tell(sink, { seq: snapshot.seq, at: this.asOf, contests, releases, pause: null });
      // Not before: what the index could not tell, the next round tells.
      this.seq = snapshot.seq;
      await this.forget(sink);
      return report;
    });
  }

  /** Open data of regencies that changed; a few minutes old at most. They stand still with all the rest. */
  async openData(sink: TreeSink): Promise<void> {
    const { state } = this;
    if (this.isPaused || state === null || !this.shelves.openData.isDue(this.clock.realNow())) return;
    const old = await this.repository.snapshot((snapshot) => this.shelves.openData.write({ state, snapshot, sink }));
    this.leave(old);
  }

  /** Begins where a tree that stands was left; false where it is none of ours. */
  private async resume(sink: TreeSink, snapshot: Snapshot, mark: string): Promise<boolean> {
    this.state = null;
    const index = await this.readIndex(sink);
    if ((await sink.read(MARK_PATH)) !== mark || index === null || index.seq > snapshot.seq) return false;
    const state = await this.maker.counted(snapshot);
    if (!(await this.maker.readAddresses(state, sink))) return false;
    this.state = state;
    this.index = index;
    this.seq = index.seq;
    const inUse = new Set(state.addressesInUse());
    const left = (await sink.list(BY_CONTENT)).filter(({ path }) => !inUse.has(path.slice('v1/'.length)));
    this.orphans = left.map(({ path, at }) => ({ path, since: at }));
    await this.shelves.openData.resume(state, sink);
    await this.maker.portal(sink);
    return true;
  }

  private async whole(sink: TreeSink, snapshot: Snapshot, mark: string): Promise<RoundReport> {
    this.index ??= await this.readIndex(sink);
    const fresh = await sink.fresh();
    try {
      return await this.fill(this.beating(fresh, sink), snapshot, mark);
    } catch (error) {
      this.begin();
      await fresh.discard();
      throw error;
    }
  }

  /**
   * A whole tree takes minutes: readers of the one that stands are told all the while that somebody is at work, and who pauses
   * meanwhile is not shown the new one.
   */
  private beating(fresh: FreshTree, standing: TreeSink): FreshTree {
    let lookedAt = this.clock.realNow();
    const put: TreeSink['put'] = async (files) => {
      const count = await fresh.put(files);
      const { index } = this;
      const now = this.clock.realNow();
      if (now - lookedAt >= PAUSE_LOOK_MS) {
        lookedAt = now;
        await this.mustGoOn();
      }
      if (index !== null && now - Date.parse(index.writtenAt) >= HEARTBEAT_MS) {
        this.index = { ...index, writtenAt: isoTime(now) };
        await standing.put([{ path: INDEX_PATH, text: JSON.stringify(this.index), hasTwins: true }]);
      }
      return count;
    };
    const reveal = async (): Promise<void> => {
      await this.mustGoOn();
      await fresh.reveal();
    };
    return Object.assign(Object.create(fresh) as FreshTree, { put, reveal });
  }

  private async mustGoOn(): Promise<void> {
    if ((await this.pauses.current()) !== null)
      throw new Error('Publication was paused while the files were made anew');
  }

  private async fill(fresh: FreshTree, snapshot: Snapshot, mark: string): Promise<RoundReport> {
    const state = await this.maker.counted(snapshot);
    for (const files of staticFiles(state, snapshot.at, this.options.utcOffsetMinutes)) await fresh.put(files);
    const report = await this.write({ sink: fresh, snapshot, state, changes: everything(state), isWhole: true });
    await fresh.put([{ path: MARK_PATH, text: mark, hasTwins: false }]);
    await this.maker.portal(fresh);
    this.shelves.openData.begin(state);
    this.state = state;
    this.index = null;
    this.orphans = [];
    this.seq = snapshot.seq;
    const news = { contests: publishedContests(state), releases: await this.shelves.releases.bring(fresh) };
    await this.tell(fresh, { seq: snapshot.seq, at: this.asOf, ...news, pause: null });
    await fresh.reveal();
    return report;
  }

  private async step(sink: TreeSink, snapshot: Snapshot): Promise<RoundReport> {
    const { state } = this;
    if (state === null) throw new Error('No tree stands');
    const { changes, isOther } = await this.maker.changes(state, snapshot, this.seq);
    if (isOther) return this.stepAnew(sink, snapshot);
    return this.write({ sink, snapshot, state, changes, isWhole: false });
  }

  /**
   * Numbers of voters changed in the register: sums begin anew, and the next round goes on from there. If it fails halfway, no sums
   * are left that are of half of the results.
   */
  private async stepAnew(sink: TreeSink, snapshot: Snapshot): Promise<RoundReport> {
    this.state = null;
    const state = await this.maker.counted(snapshot);
    if (!(await this.maker.readAddresses(state, sink))) throw new Error('The names of the tree cannot be read');
    const { changes } = await this.maker.changes(state, snapshot, this.seq);
    const report = await this.write({ sink, snapshot, state, changes, isWhole: false });
    this.state = state;
    return report;
  }

  private async write({ sink, snapshot, state, changes, isWhole }: Writing): Promise<RoundReport> {
    const round = new TreeRound({
      ...{ state, snapshot, sink },
      utcOffsetMinutes: this.options.utcOffsetMinutes,
      imageBase: this.options.publicationUrl ?? '/publik/',
      pictures: (sources) => this.shelves.pictures.bring(sources, sink),
    });
    await round.write(changes, isWhole);
    this.leave(round.orphans);
    if (!isWhole) this.shelves.openData.changed(state, changes);
    this.count(round.written);
    return { isWhole, seq: snapshot.seq, ...round.written };
  }

  /** The index, last of all: what it says is in the tree by then. */
  private async tell(sink: TreeSink, news: Partial<PublishedIndex>): Promise<void> {
    const before = this.index ?? (await this.readIndex(sink));
    const now = this.clock.realNow();
    const next: PublishedIndex = {
      ...this.emptyIndex(),
      ...before,
      ...news,
      ...this.identity(),
      writtenAt: isoTime(now),
    };
    const isSame = before !== null && sameFigures(before, next);
    if (isSame && now - Date.parse(before.writtenAt) < HEARTBEAT_MS && now >= Date.parse(before.writtenAt)) return;
    this.count(await sink.put([{ path: INDEX_PATH, text: JSON.stringify(next), hasTwins: true }]));
    this.index = next;
  }

  private count({ files, bytes }: WriteCount): void {
    this.total = { files: this.total.files + files, bytes: this.total.bytes + bytes };
  }

  private identity(): Pick<PublishedIndex, 'office' | 'votingDay' | 'utcOffsetMinutes' | 'isRehearsal'> {
    const { votingDay, utcOffsetMinutes, isRehearsal, isDemo } = this.options;
    const office = this.maker.office();
    return { office, votingDay, utcOffsetMinutes, isRehearsal: isRehearsal || isDemo };
  }

  private emptyIndex(): PublishedIndex {
    const at = isoTime(this.clock.now());
    return { version: 1, seq: 0, at, writtenAt: at, ...this.identity(), pause: null, contests: [], releases: [] };
  }

  private async readIndex(sink: TreeSink): Promise<PublishedIndex | null> {
    const text = await sink.read(INDEX_PATH);
    if (text === null) return null;
    try {
      return PublishedIndex.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  }

  /** Nothing names these any more. */
  private leave(paths: readonly string[]): void {
    const since = this.clock.realNow();
    this.orphans.push(...paths.map((path) => ({ path, since })));
  }

  private async forget(sink: TreeSink): Promise<void> {
    const before = this.clock.realNow() - ORPHAN_MS;
    const inUse = new Set(this.state?.addressesInUse());
    const old = this.orphans.filter(({ since }) => since < before).map(({ path }) => path);
    if (old.length === 0) return;
    this.orphans = this.orphans.filter(({ since }) => since >= before);
    await sink.remove(old.filter((path) => !inUse.has(path.slice('v1/'.length))));
  }
}

interface Writing {
  readonly sink: TreeSink;
  readonly snapshot: Snapshot;
  readonly state: PublishedState;
  readonly changes: Changes;
  readonly isWhole: boolean;
}

/** Apart from when it was written and as of when it is true, which alone are not worth a file. */
function sameFigures(a: PublishedIndex, b: PublishedIndex): boolean {
  const bare = ({ writtenAt: _, at: __, ...rest }: PublishedIndex): string => JSON.stringify(rest);
  return bare(a) === bare(b);
}
