import { INCIDENT_KIND_CODES, kindRules } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';
import { KIND_WORDS, SPOKEN_SHORT, NEGATIONS } from '@posko/ui';
import { plainWords } from '../shell/search-index';

/** Words that may stand between those of a phrase. */
const GAP_WORDS = 3;
/** Shorter words have to be there whole. */
const WHOLE_BELOW = 4;
/** A question is what is left when nothing else was said. */
const LAST_RESORT: IncidentKind = 'INF-01';

interface Phrase {
  readonly kind: IncidentKind;
  readonly words: readonly string[];
  readonly weight: number;
}

const PHRASES: readonly Phrase[] = INCIDENT_KIND_CODES.flatMap((kind) =>
  KIND_WORDS[kind].map((text) => {
    const words = spokenWords(text);
    const letters = words.reduce((sum, word) => sum + word.length, 0);
    return { kind, words, weight: kind === LAST_RESORT ? 0 : letters };
  }),
);

/** Words of a message as they are meant: abbreviations of the chat written out, repeated words apart. */
export function spokenWords(text: string): string[] {
  return plainWords(text).flatMap((word) => SPOKEN_SHORT.get(word)?.split(' ') ?? [word]);
}

/** Kinds that a message speaks of, the plainest first; of those that are equally plain, the gravest. */
export function kindsIn(text: string): IncidentKind[] {
  const said = spokenWords(text);
  const weights = new Map<IncidentKind, number>();
  for (const phrase of PHRASES) {
    if ((weights.get(phrase.kind) ?? -1) >= phrase.weight) continue;
    if (isSaid(phrase.words, said)) weights.set(phrase.kind, phrase.weight);
  }
  return [...weights]
    .sort(([a, weightA], [b, weightB]) => weightB - weightA || kindRules(b).severity - kindRules(a).severity)
    .map(([kind]) => kind);
}

function isSaid(phrase: readonly string[], said: readonly string[]): boolean {
  const reach = phrase.length + GAP_WORDS;
  return said.some((word, start) => {
    if (!phrase.some((wanted) => isWord(word, wanted))) return false;
    const found = phrase.map((wanted) =>
      said.findIndex((other, at) => at >= start && at < start + reach && isWord(other, wanted)),
    );
    return !found.includes(-1) && !found.some((at) => isDenied(at, said, phrase));
  });
}

function isWord(said: string, wanted: string): boolean {
  return wanted.length < WHOLE_BELOW ? said === wanted : said.startsWith(wanted);
}

/** Denied by the word before, or the one before `ada` (there is): unless the phrase itself says no. */
function isDenied(at: number, said: readonly string[], phrase: readonly string[]): boolean {
  const before = said[at - 1] === 'ada' ? said[at - 2] : said[at - 1];
  return before !== undefined && NEGATIONS.has(before) && !phrase.includes(before);
}
