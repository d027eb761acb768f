import type { ResponseOf } from '../shell/api-store';

export type PublicationNow = ResponseOf<'publication'>;

/** How the public files stand, in a word. */
export type Standing = 'fault' | 'away' | 'paused' | 'elsewhere' | 'none' | 'behind' | 'following' | 'inStep';
export type Loudness = 'alarm' | 'warn' | 'calm';
export type FaultKind = 'full' | 'refused' | 'unreached' | 'other';

/** Readers of the public page are told after as long that nobody writes. */
const AWAY_MS = 120_000;
/** Entries are usually in the files within seconds. */
const BEHIND_MS = 60_000;
/** More answers than that tell nothing new about how long something is missing. */
const REMEMBERED = 200;

const LOUDNESS: Readonly<Record<Standing, Loudness>> = {
  fault: 'alarm',
  away: 'warn',
  paused: 'warn',
  behind: 'warn',
  elsewhere: 'calm',
  none: 'calm',
  following: 'calm',
  inStep: 'calm',
};

export interface Moment {
  /** Our own clock, milliseconds. */
  readonly now: number;
  /** When something was first heard of that is not in the files yet; null where all is. */
  readonly missingSince: number | null;
}

/** The loudest that is true. What an instance that does not write says of its own writing is over. */
export function standingOf(status: PublicationNow, { now, missingSince }: Moment): Standing {
  const { isWriter, fault, publishedAt, publishedSeq, pause } = status;
  if (isWriter && fault !== null) return 'fault';
  if (isWriter && publishedAt !== null && now - Date.parse(publishedAt) > AWAY_MS) return 'away';
  if (pause !== null) return 'paused';
  if (!isWriter) return 'elsewhere';
  if (publishedSeq === null) return 'none';
  if (missingOf(status) === 0) return 'inStep';
  return missingSince !== null && now - missingSince > BEHIND_MS ? 'behind' : 'following';
}

export function loudnessOf(standing: Standing): Loudness {
  return LOUDNESS[standing];
}

/** Entries of the journal that are not in the files. */
export function missingOf({ seq, publishedSeq }: Pick<PublicationNow, 'seq' | 'publishedSeq'>): number {
  return publishedSeq === null ? 0 : Math.max(0, seq - publishedSeq);
}

/** What a fault is about, by what operating systems, databases and buckets say. */
export function faultKindOf(fault: string): FaultKind {
  if (/ENOSPC|EDQUOT|XMinioStorageFull|No space/i.test(fault)) return 'full';
  if (/EACCES|EPERM|EROFS|AccessDenied|Forbidden/i.test(fault)) return 'refused';
  if (/ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EPIPE|Connection terminated|timeout/i.test(fault))
    return 'unreached';
  return 'other';
}

/**
 * Remembers when each entry was heard of. Under steady load something is always missing; it matters only if it is the same for long.
 */
export class Lag {
  private heard: { readonly seq: number; readonly at: number }[] = [];

  /** Since when the files lack something; null where they lack nothing, or nothing is known of them. */
  since({ seq, publishedSeq }: Pick<PublicationNow, 'seq' | 'publishedSeq'>, at: number): number | null {
    const before = this.heard.filter((one) => publishedSeq !== null && one.seq > publishedSeq);
    const isNews = publishedSeq !== null && seq > publishedSeq && before.at(-1)?.seq !== seq;
    this.heard = isNews && before.length < REMEMBERED ? [...before, { seq, at }] : before;
    return this.heard[0]?.at ?? null;
  }
}
