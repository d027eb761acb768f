import type { DHasil, RecapFigures } from '@posko/domain';
import { isSum, linesOn } from './recap-lines';
import type { Contest } from '@posko/domain';

/** The column of the sums; the others go by the code of their part. */
export const WHOLE = '';
const MOST_DIGITS = 8;
const MINUTE_MS = 60_000;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** A D.Hasil while somebody types it. */
export interface RecapDraft {
  /** By column and line, see `cellOf`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly hasParts: boolean;
  readonly tps: string;
  readonly document: string;
  /** Local time as the browser's field has it: `2024-11-29T13:00`. */
  readonly plenaryAt: string;
  readonly reason: string;
}

export const EMPTY_DRAFT: RecapDraft = {
  texts: {},
  hasParts: false,
  tps: '',
  document: '',
  plenaryAt: '',
  reason: '',
};

export function cellOf(column: string, line: string): string {
  return `${column}/${line}`;
}

export function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, MOST_DIGITS);
}

/** What is corrected starts from what stands. */
export function draftOf({ figures, parts, tps, document, plenaryAt }: DHasil, utcOffsetMinutes: number): RecapDraft {
  const columns = [[WHOLE, figures] as const, ...Object.entries(parts)];
  const texts = columns.flatMap(([column, { options, ...sums }]) =>
    Object.entries({ ...options, ...sums }).map(([line, votes]) => [cellOf(column, line), String(votes)] as const),
  );
  return {
    texts: Object.fromEntries(texts),
    hasParts: Object.keys(parts).length > 0,
    tps: String(tps),
    document,
    plenaryAt: localOf(plenaryAt, utcOffsetMinutes),
    reason: '',
  };
}

type Options = Pick<Contest, 'options'>;

/** The first cell that keeps the columns from being whole; null where none does. An empty column of a part is left out. */
export function lackingCell(contest: Options, draft: RecapDraft, parts: readonly string[]): string | null {
  const lines = linesOn(contest);
  const typed = draft.hasParts ? parts.filter((part) => hasAny(draft, part, lines)) : [];
  for (const column of [WHOLE, ...typed])
    for (const line of lines) if ((draft.texts[cellOf(column, line)] ?? '') === '') return cellOf(column, line);
  return null;
}

/** The columns as figures; those of parts that were left empty are not there. Only of a draft that lacks no cell. */
export function figuresOf(
  contest: Options,
  draft: RecapDraft,
  parts: readonly string[],
): Pick<DHasil, 'figures' | 'parts'> {
  const lines = linesOn(contest);
  const typed = draft.hasParts ? parts.filter((part) => hasAny(draft, part, lines)) : [];
  return {
    figures: columnOf(draft, WHOLE, lines),
    parts: Object.fromEntries(typed.map((part) => [part, columnOf(draft, part, lines)])),
  };
}

function hasAny({ texts }: RecapDraft, column: string, lines: readonly string[]): boolean {
  return lines.some((line) => (texts[cellOf(column, line)] ?? '') !== '');
}

function columnOf({ texts }: RecapDraft, column: string, lines: readonly string[]): RecapFigures {
  const at = (line: string): number => Number(texts[cellOf(column, line)] ?? 0);
  const options = Object.fromEntries(lines.filter((line) => !isSum(line)).map((line) => [line, at(line)]));
  return { options, valid: at('valid'), invalid: at('invalid'), total: at('total') };
}

/** An instant as the browser's field for local times has it. */
export function localOf(instant: string, utcOffsetMinutes: number): string {
  return new Date(Date.parse(instant) + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

/** The local time of the field as an instant; empty where it is none. */
export function instantOf(local: string, utcOffsetMinutes: number): string {
  if (!LOCAL.test(local)) return '';
  const at = Date.parse(`${local}:00Z`);
  return Number.isNaN(at) ? '' : new Date(at - utcOffsetMinutes * MINUTE_MS).toISOString();
}
