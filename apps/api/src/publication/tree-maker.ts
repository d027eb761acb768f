import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { PublishedRegion } from '@posko/contracts';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ContestHolder } from '../platform/contest/contest-holder';
import { JournalFollower } from '../platform/journal/journal-follower';
import { JournalRepository } from '../platform/journal/journal.repository';
import { RegisterHolder } from '../platform/register/register-holder';
import type { Snapshot } from './publication.repository';
import type { TreeMark } from './static-files';
import type { TreeSink } from './tree/tree-file';
import type { PublicTally } from './view/public-tally';
import { Changes, PublishedState } from './view/published-state';

const FOLLOW_MS = 10_000;
/** The page that names all others comes last, so that it never names what is not there yet. */
const PAGE = 'index.html';

/** Knows what a tree is made of: the register, the contests, the portal's files, and what changed since. */
@Injectable()
export class TreeMaker {
  private registerHash = { version: -1, hash: '' };

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly registers: RegisterHolder,
    private readonly contests: ContestHolder,
    private readonly journal: JournalRepository,
    private readonly follower: JournalFollower,
  ) {}

  /** What a tree of now would be marked with; null while there is no register or no contest. */
  async mark(seq: number): Promise<Pick<TreeMark, 'register' | 'contests'> | null> {
    if (!(await this.follower.reached(seq, FOLLOW_MS))) throw new Error('This instance does not follow the journal');
    const { version } = this.registers.current();
    if (version === 0 || this.contests.all().length === 0) return null;
    if (this.registerHash.version !== version) {
      const [entry] = await this.journal.after(version - 1, 1);
      this.registerHash = { version, hash: entry?.hash ?? '' };
    }
    return { register: this.registerHash.hash, contests: this.contests.revision };
  }

  /** Sums over every result there is. */
  async counted(snapshot: Snapshot): Promise<PublishedState> {
    const state = new PublishedState(this.registers.current(), this.contests.all());
    await snapshot.everyCount((rows) => {
      for (const row of rows) state.tally(row.contest)?.take(row);
    });
    return state;
  }

  office(): string {
    const { tree } = this.registers.current();
    return tree.nameOf(0);
  }

  /** Names of the files below the regencies, from the files that name them; false where one is missing. */
  async readAddresses(state: PublishedState, sink: TreeSink): Promise<boolean> {
    for (const tally of state.tallies) {
      const { tree } = state;
      for (const region of tally.totals.area.regions) {
        if (tree.levels[region] !== 'kabupaten' || tree.codeOf(region).length < state.topOf(tally.contest).length)
          continue;
        if (!(await this.readBelow(state, { tally, region, sink }))) return false;
      }
    }
    return true;
  }

  private async readBelow(state: PublishedState, { tally, region, sink }: Branch): Promise<boolean> {
    const address = state.addressOf(tally.contest, region);
    const text = address === undefined ? null : await sink.read(`v1/${address}`);
    if (text === null) return false;
    for (const { code, file } of (JSON.parse(text) as PublishedRegion).rows) {
      const below = state.tree.indexOf(code);
      if (file === undefined || below < 0) return false;
      state.rename(tally.contest, below, file);
      if (state.tree.levels[below] === 'desa') continue;
      if (!(await this.readBelow(state, { tally, region: below, sink }))) return false;
    }
    return true;
  }

  /** What changed after `seq`, taken into the sums. `isOther`: numbers of the register changed, so the sums are not of it. */
  async changes(
    state: PublishedState,
    snapshot: Snapshot,
    seq: number,
  ): Promise<{ changes: Changes; isOther: boolean }> {
    const changes = new Changes();
    const things = await snapshot.changesAfter(seq);
    const isOther = this.registers.current().revision !== state.register.revision;
    const byContest = new Map<PublicTally, string[]>();
    for (const { kind, tps, contest } of things) {
      if (kind === 'sirekap') changes.isMirrorOther = true;
      const tallies = kind === 'register' ? state.tallies : [state.tally(contest)];
      for (const tally of tallies) {
        if (tally === undefined || tally.totals.area.tpsOf(state.tree.positionOf(tps)) < 0) continue;
        changes.add(tally, state.tree, tps);
        const codes = byContest.get(tally) ?? [];
        codes.push(tps);
        byContest.set(tally, codes);
      }
    }
    for (const [tally, tps] of byContest)
      for (const row of await snapshot.counts(tally.contest.id, tps)) tally.take(row);
    return { changes, isOther };
  }

  /** The portal's pages; nothing where none are built. */
  async portal(sink: TreeSink): Promise<void> {
    const { portalDir } = this.options;
    if (portalDir === undefined) return;
    const entries = await readdir(portalDir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const isPage = (file: string): boolean => file.slice(portalDir.length + 1).startsWith(PAGE);
    for (const file of [...files.filter((one) => !isPage(one)), ...files.filter(isPage)]) {
      const path = file
        .slice(portalDir.length + 1)
        .split('\\')
        .join('/');
      await sink.putBytes(path, await readFile(file));
    }
  }
}

interface Branch {
  readonly tally: PublicTally;
  readonly region: number;
  readonly sink: TreeSink;
}
