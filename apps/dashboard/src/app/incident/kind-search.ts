import { INCIDENT_KIND_CODES, kindRules } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';
import { KIND_WORDS, incidentKindMessages } from '@posko/ui';
import { plainWords } from '../shell/search-index';
import { isSlip } from './slip';

interface Entry {
  readonly kind: IncidentKind;
  /** `log01`: as it is typed. */
  readonly code: string;
  /** Words of its sentences in either language, and the first letters of each sentence's words. */
  readonly words: readonly string[];
  readonly initials: readonly string[];
  /** Words that callers use for it. */
  readonly spoken: readonly string[];
}

/** What a typed word is worth by how it was found. */
const WORTH = { code: 100, word: 40, beginning: 30, spoken: 24, initials: 20, slip: 10, within: 8 } as const;
/** A slip of the finger in a word shorter than this would find anything. */
const SLIP_FROM = 4;
const WITHIN_FROM = 3;
/** The usual troubles of 2024 before others that fit as well (domain.md section 8: how often). */
const USUAL: readonly IncidentKind[] = ['OPN-01', 'LOG-01', 'SRK-02', 'LOG-05', 'LOG-02', 'LOG-06', 'SRK-01', 'ENV-03'];

const ENTRIES: readonly Entry[] = INCIDENT_KIND_CODES.map((kind) => {
  const key = `incidentKind.${kind}` as const;
  const sentences = [incidentKindMessages.id[key], incidentKindMessages.en[key]].map(plainWords);
  return {
    kind,
    code: kind.replace('-', '').toLowerCase(),
    words: sentences.flat(),
    initials: sentences.map((words) => words.map((word) => word.charAt(0)).join('')),
    spoken: KIND_WORDS[kind].flatMap(plainWords),
  };
});

/**
 * Kinds while somebody types: by code (`log1`, `LOG-01`), by words of either language or as callers say it, by first letters,
 * forgiving one slip per word. Every word has to be found. Without a word: all, the usual first.
 */
export function searchKinds(text: string): IncidentKind[] {
  const typed = plainWords(text.replaceAll(/([a-z]{3})\s*-?\s*(\d{1,2})(?!\d)/gi, '$1$2'));
  const found = ENTRIES.map((entry) => ({ kind: entry.kind, worth: worthOf(entry, typed) }));
  return found
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || rank(a.kind) - rank(b.kind))
    .map(({ kind }) => kind);
}

function worthOf(entry: Entry, typed: readonly string[]): number {
  const worths = typed.map((word) => worthOfWord(entry, word));
  return worths.includes(0) ? 0 : worths.reduce((sum, worth) => sum + worth, 1);
}

function worthOfWord(entry: Entry, word: string): number {
  if (isCode(entry.code, word)) return WORTH.code;
  if (entry.words.includes(word)) return WORTH.word;
  if (entry.words.some((own) => own.startsWith(word))) return WORTH.beginning;
  if (entry.spoken.some((own) => own.startsWith(word))) return WORTH.spoken;
  if (word.length > 1 && entry.initials.some((initials) => initials.startsWith(word))) return WORTH.initials;
  if (word.length >= SLIP_FROM && [...entry.words, ...entry.spoken].some((own) => isSlip(own, word))) return WORTH.slip;
  return word.length >= WITHIN_FROM && entry.words.some((own) => own.includes(word)) ? WORTH.within : 0;
}

/** `log`, `log0`, `log01` and `log1` for `log01`. */
function isCode(code: string, word: string): boolean {
  return word.length >= WITHIN_FROM && (code.startsWith(word) || code.replace('0', '') === word);
}

function rank(kind: IncidentKind): number {
  const usual = USUAL.indexOf(kind);
  return usual >= 0 ? usual : 100 - kindRules(kind).severity;
}
