import type { PublishedIndex } from '@posko/contracts';
import type { Trouble } from './index-store';

/** What a reader has to know before reading any figure. Times are ms since the epoch. */
export type Notice =
  | { readonly kind: 'layout' | 'rehearsal' }
  | { readonly kind: 'offline' | 'unreached'; readonly ageMs: number }
  | { readonly kind: 'paused'; readonly since: string; readonly reason: string }
  | { readonly kind: 'away' | 'old'; readonly at: string; readonly ageMs: number };

export interface Situation {
  readonly index: PublishedIndex | null;
  readonly trouble: Trouble | null;
  readonly heardAt: number | null;
  readonly now: number;
}

/** The operations side writes every half minute. */
export const AWAY_AFTER_MS = 2 * 60_000;
/** Figures whose moment is so long ago though the operations side is there. */
export const OLD_AFTER_MS = 10 * 60_000;

/** In the order in which they stand. Who cannot reach the server hears of that alone: how the other side fares is not known. */
export function noticesOf({ index, trouble, heardAt, now }: Situation): Notice[] {
  const notices: Notice[] = [];
  if (trouble === 'layout') notices.push({ kind: 'layout' });
  if (index === null) return notices;
  if (index.isRehearsal) notices.push({ kind: 'rehearsal' });
  if (trouble === 'offline' || trouble === 'unreached') notices.push({ kind: trouble, ageMs: now - (heardAt ?? now) });
  if (index.pause !== null) notices.push({ kind: 'paused', ...index.pause });
  if (trouble === null) notices.push(...silenceOf(index, now));
  return notices;
}

function silenceOf({ at, writtenAt, pause, isRehearsal }: PublishedIndex, now: number): Notice[] {
  const silentMs = now - Date.parse(writtenAt);
  if (silentMs > AWAY_AFTER_MS) return [{ kind: 'away', at: writtenAt, ageMs: silentMs }];
  const ageMs = now - Date.parse(at);
  // A rehearsal has a day of its own, and a pause is said already.
  return ageMs > OLD_AFTER_MS && !isRehearsal && pause === null ? [{ kind: 'old', at, ageMs }] : [];
}
