import { describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR } from '@posko/domain';
import { FakeClock, nextCommandId } from '@posko/testing';
import { createContext } from '../../server';
import { useTestDatabase } from '../database/testing/test-database';
import { checkJournal } from './journal-check';
import type { NewEntry } from './journal-types';
import { JournalRepository } from './journal.repository';
import { JournalWriter } from './journal-writer';

const HASH = 'a'.repeat(64);

function ended(session: string): NewEntry<'session.ended.v1'> {
  const body = { person: nextCommandId(), session, reason: 'signedOut', actor: SYSTEM_ACTOR } as const;
  return { kind: 'session.ended.v1', subject: '', body };
}

describe('several entries of one command', () => {
  const database = useTestDatabase();

  const withWriter = async <T>(work: (writer: JournalWriter, journal: JournalRepository) => Promise<T>): Promise<T> => {
    await database.empty();
    const clock = new FakeClock('2024-11-26T12:00:00+07:00');
    const context = await createContext({ databaseUrl: database.url(), log: 'silent', clock });
    try {
      return await work(
        context.get(JournalWriter, { strict: false }),
        context.get(JournalRepository, { strict: false }),
      );
    } finally {
      await context.close();
    }
  };

  it('stand together in the journal, in a sound chain, and a repeat gets the first', async () => {
    await withWriter(async (writer, journal) => {
      const command = { id: nextCommandId(), requestHash: HASH };
      const [one, two, three] = [ended(nextCommandId()), ended(nextCommandId()), ended(nextCommandId())];
      const first = await writer.transactAll(command, () => Promise.resolve([one, two, three]));
      expect(first).toMatchObject({ isRepeat: false, entry: { seq: 1, body: one.body } });
      const again = await writer.transactAll(command, () => Promise.reject(new Error('asked twice')));
      expect(again).toMatchObject({ isRepeat: true, hash: first.hash, entry: first.entry });
      const rows = await journal.after(0, 10);
      expect(rows.map((row) => JSON.parse(row.body) as unknown)).toEqual([one.body, two.body, three.body]);
      expect(new Set(rows.map((row) => row.commandId)).size).toBe(3);
      expect(await checkJournal(database.url(), () => undefined)).toMatchObject({ entries: 3, fault: null });
    });
  });

  it('know their place before they are written', async () => {
    await withWriter(async (writer, journal) => {
      const places: unknown[] = [];
      for (const id of [nextCommandId(), nextCommandId()]) {
        const { entry } = await writer.transact({ id, requestHash: HASH }, (_, place) => {
          places.push(place);
          return Promise.resolve(ended(nextCommandId()));
        });
        expect(places.at(-1)).toEqual({ seq: entry.seq, at: entry.at });
      }
      expect((await journal.after(0, 10)).map(({ seq, at }) => ({ seq, at }))).toEqual(places);
    });
  });

  it('are none at all, and no row beside them either, if the work fails', async () => {
    await withWriter(async (writer, journal) => {
      const command = { id: nextCommandId(), requestHash: HASH };
      const work = writer.transactAll(command, async (manager) => {
        await manager.query(`INSERT INTO region VALUES ('35', 'JAWA TIMUR', 'provinsi', NULL, 0)`);
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      expect(await journal.after(0, 10)).toEqual([]);
      expect(await database.dataSource().query('SELECT FROM region')).toEqual([]);
    });
  });
});
