import type { FieldPath } from '@posko/domain';
import type { FormTexts } from './form-figures';

/** A form while it is being typed. */
export interface EntryDraft {
  /** Of the reading to be; stays the same until it is saved, however often it is sent. */
  readonly id: string;
  readonly texts: FormTexts;
  /** Fields that were left: what the rules may speak of. */
  readonly left: readonly FieldPath[];
}

/** Whose draft of which form. */
export interface DraftKey {
  readonly person: string;
  readonly contest: string;
  readonly tps: string;
}

/** Where somebody was at work. */
export interface EntryPlace {
  readonly contest: string;
  /** Region that is gone through, or one TPS. */
  readonly area: string;
  readonly tps: string | null;
}

const DRAFT = 'posko.entry.draft';
const PLACE = 'posko.entry.place';

export function isBlankDraft({ texts }: Pick<EntryDraft, 'texts'>): boolean {
  return Object.values(texts).every((text) => text === '');
}

export function readDraft(key: DraftKey): EntryDraft | null {
  const stored = read(nameOf(key)) as Partial<EntryDraft> | null;
  if (typeof stored?.id !== 'string' || typeof stored.texts !== 'object' || !Array.isArray(stored.left)) return null;
  const texts = Object.fromEntries(Object.entries(stored.texts).filter(([, text]) => typeof text === 'string'));
  return { id: stored.id, texts, left: stored.left };
}

/** Keeps what was typed, through reloads of the page; nothing is kept of an empty form. */
export function writeDraft(key: DraftKey, draft: EntryDraft): void {
  write(nameOf(key), isBlankDraft(draft) ? null : draft);
}

export function dropDraft(key: DraftKey): void {
  write(nameOf(key), null);
}

/** TPS of a contest that this person has begun and not saved. */
export function draftedTps({ person, contest }: Omit<DraftKey, 'tps'>): string[] {
  const prefix = nameOf({ person, contest, tps: '' });
  try {
    const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  } catch {
    return [];
  }
}

export function readPlace(person: string): EntryPlace | null {
  const stored = read(`${PLACE}:${person}`) as Partial<EntryPlace> | null;
  if (typeof stored?.contest !== 'string' || typeof stored.area !== 'string') return null;
  return { contest: stored.contest, area: stored.area, tps: typeof stored.tps === 'string' ? stored.tps : null };
}

export function writePlace(person: string, place: EntryPlace): void {
  write(`${PLACE}:${person}`, place);
}

function nameOf({ person, contest, tps }: DraftKey): string {
  return `${DRAFT}:${person}:${contest}:${tps}`;
}

function read(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

function write(name: string, value: object | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Without storage a draft lasts as long as the page.
  }
}
