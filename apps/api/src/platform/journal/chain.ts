import { createHash } from 'node:crypto';
import { chainText } from '@posko/domain';

/** Hash (hex) of an entry, chained to the one before it. `body` is the stored JSON text to the letter. */
export function entryHash(previousHash: string, entry: Parameters<typeof chainText>[1]): string {
  return createHash('sha256').update(chainText(previousHash, entry)).digest('hex');
}

/** Hash (hex) of a command as understood, by which a repeat is told from another command under the same id. */
export function requestHash(route: string, subject: string, command: unknown): string {
  return createHash('sha256').update(`${route}\n${subject}\n${JSON.stringify(command)}`).digest('hex');
}

/** A UUID that the same text always gives, for commands that every instance would make alike. */
export function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
