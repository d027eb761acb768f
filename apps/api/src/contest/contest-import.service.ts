import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { contestFault, inOrder, overlapOf } from '@posko/domain';
import type { Actor, Contest } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ContestRepository } from '../platform/contest/contest.repository';
import { stableId } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';

export interface ContestSource {
  /** What the journal calls it: the name of the file, never its folder. */
  readonly name: string;
  readonly contests: readonly Contest[];
  readonly actor: Actor;
}

/** What became of an import. `unchanged`: everything is there as it came. */
export interface ContestImportResult {
  readonly outcome: 'imported' | 'unchanged';
  /** Journal entry that the contests are as of, 0 where there are none. */
  readonly seq: number;
  readonly added: number;
  readonly changed: number;
  /** All that there are now. */
  readonly contests: number;
}

/** Why contests cannot be as they came. */
export class ContestRefusal extends Error {}

/** Takes contests in: those named are as they come, the others stay. */
@Injectable()
export class ContestImportService {
  constructor(
    private readonly journal: JournalWriter,
    private readonly repository: ContestRepository,
    private readonly holder: ContestHolder,
  ) {}

  /**
   * Throws a ContestRefusal where one cannot be, where two of one code would have a place in common, or where one that has
   * results would get another area or other options; their names may change.
   */
  async import({ name, contests, actor }: ContestSource): Promise<ContestImportResult> {
    for (const contest of contests) {
      const fault = contestFault(contest);
      if (fault !== null) throw new ContestRefusal(`${contest.id}: ${fault}`);
    }
    const { revision, contests: before } = await this.repository.load();
    const merged = mergedWith(before, contests);
    const counts = { ...countsOf(before, contests), contests: merged.length };
    if (counts.added + counts.changed === 0) return { outcome: 'unchanged', seq: revision, ...counts };
    const text = `contest.imported after ${revision}: ${JSON.stringify(merged)}`;
    const command = { id: stableId(text), requestHash: createHash('sha256').update(text).digest('hex') };
    const { entry } = await this.journal.transact(command, async (manager) => {
      // Whatever another import brought meanwhile stays too.
      const there = await this.repository.allWith(manager);
      refuseInUse(there, contests, await this.repository.inUseWith(manager));
      const latest = mergedWith(there, contests);
      await this.repository.replace(manager, latest);
      return { kind: 'contest.imported.v1', subject: '', body: { source: name, contests: latest, actor } };
    });
    await this.holder.load();
    return { outcome: 'imported', seq: entry.seq, ...counts };
  }
}

function mergedWith(before: readonly Contest[], contests: readonly Contest[]): Contest[] {
  const merged = inOrder([...new Map([...before, ...contests].map((contest) => [contest.id, contest])).values()]);
  const overlap = overlapOf(merged);
  if (overlap !== null) throw new ContestRefusal(`${overlap[0].id} and ${overlap[1].id} have a place in common`);
  return merged;
}

/** Figures are kept by option: with others, what was counted would mean something else. */
function refuseInUse(there: readonly Contest[], contests: readonly Contest[], inUse: ReadonlySet<string>): void {
  const shapes = new Map(there.map((contest) => [contest.id as string, shapeOf(contest)]));
  const changed = contests.find((contest) => inUse.has(contest.id) && shapes.get(contest.id) !== shapeOf(contest));
  if (changed !== undefined) {
    throw new ContestRefusal(`${changed.id} has results: its area and the ids of its options stay as they are`);
  }
}

function shapeOf({ regions, options }: Contest): string {
  return JSON.stringify([[...regions].sort(), options.map(({ id, kind, party }) => [id, kind, party]).sort()]);
}

function countsOf(before: readonly Contest[], contests: readonly Contest[]): { added: number; changed: number } {
  const kept = new Map(before.map((contest) => [contest.id as string, canonical(contest)]));
  const added = contests.filter(({ id }) => !kept.has(id)).length;
  const same = contests.filter((contest) => kept.get(contest.id) === canonical(contest)).length;
  return { added, changed: contests.length - added - same };
}

/** The same text for the same contest, whatever the order of its keys: the database has one of its own. */
function canonical({ id, code, name, regions, profile, options }: Contest): string {
  const listed = options.map(({ id: option, kind, number, name: label, colour, party }) => {
    return [option, kind, number, label, colour, party];
  });
  return JSON.stringify([id, code, name, regions, profile, listed]);
}
