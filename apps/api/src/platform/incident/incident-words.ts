import type { Incident } from '@posko/domain';

/** A note of the length allowed has at most so many words of its own. */
const WORD_LIMIT = 400;
const LETTER_LIMIT = 40;
/** Shorter parts of a telephone number would find everyone. */
const PHONE_PART = 4;

/**
 * The words by which an incident is found: its number, kind and place, what the caller said and who it was, and the telephone
 * number forwards and backwards, because people remember the end of it.
 */
export function wordsOf({ number, kind, place, note, caller, phone }: Incident): string[] {
  const words = new Set([`#${number}`, place, ...plain(kind), ...plain(note), ...plain(caller ?? '')]);
  const digits = phone === null ? '' : withoutTrunk(digitsOf(phone));
  if (digits !== '') words.add(digits).add(backwards(digits));
  return [...words].slice(0, WORD_LIMIT);
}

/**
 * What someone types, as a query over those words: each by its beginning, all of them. Null where nothing is left to look for.
 * A word holds letters and digits only, so nothing in it can be taken for an operator.
 */
export function wordQuery(typed: string): string | null {
  const terms = looksLikePhone(typed) ? [anyNumber(digitsOf(typed))] : partsOf(typed).map(termOf);
  return terms.length === 0 ? null : terms.join(' & ');
}

function partsOf(typed: string): string[] {
  return typed.split(/\s+/).flatMap((part) => (/^#\d+$/.test(part) ? [part] : plain(part)));
}

function termOf(part: string): string {
  if (part.startsWith('#')) return `'${part}'`;
  return /^\d+$/.test(part) ? anyNumber(part) : `'${part}':*`;
}

/** Digits may be an incident's number, a place, a word of the note, or the beginning or the end of a telephone number. */
function anyNumber(digits: string): string {
  const any = [`'#${digits}'`, `'${digits}':*`];
  if (digits.length >= PHONE_PART) any.push(`'${withoutTrunk(digits)}':*`, `'${backwards(digits)}':*`);
  return `(${any.join(' | ')})`;
}

function looksLikePhone(typed: string): boolean {
  return /^\+?[\d\s().-]+$/.test(typed) && digitsOf(typed).length >= PHONE_PART;
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** 0812…, +62 812… and 812… are one number. */
function withoutTrunk(digits: string): string {
  return digits.replace(/^(62|0)+/, '') || digits;
}

function backwards(digits: string): string {
  return `r${Array.from(digits).reverse().join('')}`;
}

/** Lower case letters and digits, without accents; a kind's code stays one word. */
function plain(text: string): string[] {
  const bare = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\b([a-z]{3})-(\d{2})\b/g, '$1$2');
  const words = bare.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word) => Array.from(word).slice(0, LETTER_LIMIT).join(''));
}
