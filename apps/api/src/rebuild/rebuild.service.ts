import { Injectable } from '@nestjs/common';
import { FIRST_PREVIOUS_HASH } from '@posko/domain';
import { faultOf } from '../platform/journal/chain';
import type { JournalHead, JournalInsert } from '../platform/journal/journal-types';
import { entryOf } from '../platform/journal/journal.repository';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import type { Replayer } from '../platform/replay/replay-registry';
import { RebuildRepository } from './rebuild.repository';
import type { Difference, Transaction } from './rebuild.repository';

const DIFFERENCE_LIMIT = 20;
const FAULT_LIMIT = 20;

export interface RebuildReport {
  readonly isSame: boolean;
  readonly entries: number;
  readonly head: JournalHead;
  /** Breaks of order or chain, bodies that do not fit their kind. */
  readonly faults: readonly string[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly differences: readonly Difference[];
}

export interface RebuildOptions {
  /** Put the journal's version in place of the tables; otherwise only compare. */
  readonly isWriting: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Replays the journal into empty tables and holds them against the real ones, row by row. */
@Injectable()
export class RebuildService {
  constructor(
    private readonly repository: RebuildRepository,
    private readonly registry: ReplayRegistry,
  ) {}

  async run(options: RebuildOptions): Promise<RebuildReport> {
    const work = (manager: Transaction): Promise<RebuildReport> => this.replay(manager, options);
    return options.isWriting ? this.repository.alone(work) : this.repository.asOfNow(work);
  }

  private async replay(manager: Transaction, options: RebuildOptions): Promise<RebuildReport> {
    const replayers = this.registry.replayers();
    const tables = replayers.flatMap((replayer) => replayer.tables);
    const total = await this.repository.head(manager);
    const walk = new ChainWalk();
    for await (const page of this.repository.pages(manager)) {
      for (const row of page) await takeRow(row, walk, replayers);
      options.onProgress?.(walk.entries, total.seq);
    }
    await this.repository.hide(manager, tables);
    for (const replayer of replayers) await replayer.store(manager);
    const differences: Difference[] = [];
    const counts: { table: string; rows: number }[] = [];
    for (const table of tables) {
      differences.push(...(await this.repository.differences(manager, table, DIFFERENCE_LIMIT)));
      if (options.isWriting && walk.faults.length === 0) await this.repository.takeOver(manager, table);
      counts.push({ table, rows: await this.repository.countOf(manager, table) });
    }
    const { entries, head, faults } = walk;
    return { isSame: faults.length + differences.length === 0, entries, head, faults, tables: counts, differences };
  }
}

async function takeRow(row: JournalInsert, walk: ChainWalk, replayers: readonly Replayer[]): Promise<void> {
  walk.check(row);
  const entry = entryOf(row);
  for (const replayer of replayers) await replayer.take(entry);
}

/** Follows order and chain from the first entry on. */
class ChainWalk {
  readonly faults: string[] = [];
  entries = 0;
  head: JournalHead = { seq: 0, hash: FIRST_PREVIOUS_HASH };

  check(row: JournalInsert): void {
    const fault = faultOf(row, this.head);
    if (fault !== null && this.faults.length < FAULT_LIMIT) this.faults.push(`entry ${row.seq}: ${fault}`);
    this.entries += 1;
    this.head = { seq: row.seq, hash: row.hash };
  }
}
