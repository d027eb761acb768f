import type { IncidentKind } from '@posko/domain';
import { phoneDigits } from '@posko/domain';
import { GREETING, NAMED } from '@posko/ui';
import { chatLines } from './chat-lines';
import type { ChatLine } from './chat-lines';
import type { PlaceFinder, PlaceFound } from './place-in-text';
import { kindsIn } from './spoken-kind';

/** What a pasted message says, as far as it can be read. */
export interface Recognised {
  readonly place: PlaceFound;
  readonly kind: IncidentKind | null;
  /** Other kinds that it may be about. */
  readonly otherKinds: readonly IncidentKind[];
  readonly phone: string | null;
  readonly caller: string | null;
  /** Local time of the first message, `2024-11-27T07:41`. */
  readonly at: string | null;
  /** The message without what stands in the other fields. */
  readonly note: string;
}

/** `+62 812-3456-7890`, `0812 3456 7890`, `(031) 829 2591`: eight to fourteen digits. */
const PHONE = /(?<![\d.])(?:\+62|0062|62(?=[\s-]?8)|0|\(0\d{2,3}\))[\s.-]?\d(?:[\s.-]?\d){6,12}(?!\d)/g;
const LEAST_DIGITS = 9;
const MOST_DIGITS = 14;
/**
 * Reads a message of a chat, or any free text: the place by code or names, telephone numbers, who sent it and when, what it is
 * about; the rest is the note. What cannot be read for certain is left to the person who pasted it.
 */
export function recognise(text: string, places: PlaceFinder | null): Recognised {
  const lines = chatLines(text);
  const body = lines.map((line) => line.text).join('\n');
  const phones = phonesIn([lines[0]?.sender ?? '', places?.withoutCodes(body) ?? body]);
  const place = places?.find(body) ?? { code: null, words: '' };
  const [kind, ...otherKinds] = kindsIn(body);
  const isPlace = (words: string): boolean => place.code !== null && (places?.isOnly(place.code, words) ?? false);
  const isTelling = (line: string): boolean => {
    const words = withoutPhones(line, phones).trim();
    return words !== '' && !GREETING.test(words) && !isPlace(words);
  };
  return {
    place,
    kind: kind ?? null,
    otherKinds,
    phone: phones[0] ?? null,
    caller: callerOf(lines, body),
    at: lines.find((line) => line.at !== null)?.at ?? null,
    note: noteOf(lines, isTelling),
  };
}

/** True where pasted text is a message rather than a code, a number or a name: it has several lines, a head, or is long. */
export function isMessage(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.includes('\n') || trimmed.length > 60 || chatLines(trimmed)[0]?.sender !== '';
}

function phonesIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(PHONE)].map(([match]) => match.trim()));
  const byDigits = new Map(found.map((phone) => [phoneDigits(phone), phone]));
  return [...byDigits]
    .filter(([digits]) => digits.length >= LEAST_DIGITS && digits.length <= MOST_DIGITS)
    .map(([, phone]) => phone);
}

function withoutPhones(text: string, phones: readonly string[]): string {
  return phones.reduce((left, phone) => left.replaceAll(phone, ' '), text);
}

function callerOf(lines: readonly ChatLine[], body: string): string | null {
  const sender = lines[0]?.sender ?? '';
  if (sender !== '' && phonesIn([sender]).length === 0) return sender;
  return NAMED.exec(body)?.[1] ?? null;
}

/** Lines of several senders keep their names: who said what matters. */
function noteOf(lines: readonly ChatLine[], isTelling: (line: string) => boolean): string {
  const senders = new Set(lines.map((line) => line.sender));
  return lines
    .map(({ sender, text }) => ({ sender, kept: text.split('\n').filter(isTelling).join('\n') }))
    .filter(({ kept }) => kept !== '')
    .map(({ sender, kept }) => (senders.size > 1 ? `${sender}: ${kept}` : kept))
    .join('\n')
    .trim();
}
