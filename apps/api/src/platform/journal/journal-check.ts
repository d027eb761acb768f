import { FIRST_PREVIOUS_HASH } from '@posko/domain';
import { openDataSource } from '../database/data-source';
import { faultOf } from './chain';
import { JournalRepository } from './journal.repository';

const PAGE = 2000;

export interface JournalCheck {
  /** Entries that are in order. */
  readonly entries: number;
  /** Hash of the last one in order, hex. */
  readonly head: string;
  /** The first entry that is not. */
  readonly fault: { readonly seq: number; readonly reason: string } | null;
}

/** Reads the whole journal: numbers without a gap, each hash over the one before, each body of its kind's form. */
export async function checkJournal(databaseUrl: string, onEntry: (entries: number) => void): Promise<JournalCheck> {
  const log = (): void => undefined;
  const dataSource = await openDataSource({ url: databaseUrl, entities: [], poolSize: 2, log });
  try {
    return await readThrough(new JournalRepository(dataSource), onEntry);
  } finally {
    await dataSource.destroy();
  }
}

async function readThrough(journal: JournalRepository, onEntry: (entries: number) => void): Promise<JournalCheck> {
  let entries = 0;
  let head = FIRST_PREVIOUS_HASH;
  for (;;) {
    const page = await journal.after(entries, PAGE);
    for (const row of page) {
      const reason = faultOf(row, { seq: entries, hash: head });
      if (reason !== null) return { entries, head, fault: { seq: row.seq, reason } };
      entries = row.seq;
      head = row.hash;
      onEntry(entries);
    }
    if (page.length === 0) return { entries, head, fault: null };
  }
}
