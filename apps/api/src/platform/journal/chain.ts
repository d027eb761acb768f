import { createHash } from 'node:crypto';
import { JOURNAL_BODIES, chainText } from '@posko/domain';
import type { JournalHead, JournalInsert } from './journal-types';

/** Hash (hex) of an entry, chained to the one before it. `body` is the stored JSON text to the letter. */
export function entryHash(previousHash: string, entry: Parameters<typeof chainText>[1]): string {
  return createHash('sha256').update(chainText(previousHash, entry)).digest('hex');
}

/** Why a stored entry cannot stand after the one before it, or null: number without a gap, hash over both, body of its kind. */
export function faultOf(row: JournalInsert, previous: JournalHead): string | null {
  if (row.seq !== previous.seq + 1) return `number ${previous.seq + 1} is due`;
  if (entryHash(previous.hash, row) !== row.hash) {
    return 'its hash is not that of its content after the entry before it';
  }
  const form = Object.entries(JOURNAL_BODIES).find(([kind]) => kind === row.kind)?.[1];
  if (form === undefined) return `the kind "${row.kind}" is unknown`;
  const parsed = form.safeParse(JSON.parse(row.body));
  return parsed.success ? null : `its body is not of kind ${row.kind}: ${parsed.error.issues[0]?.message ?? ''}`;
}

/** Hash (hex) of a command as understood, by which a repeat is told from another command under the same id. */
export function requestHash(route: string, subject: string, command: unknown): string {
  return createHash('sha256')
    .update(`${route}\n${subject}\n${JSON.stringify(command)}`)
    .digest('hex');
}

/** A UUID that the same text always gives, for commands that every instance would make alike. */
export function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
