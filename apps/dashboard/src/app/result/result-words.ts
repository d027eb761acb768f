import type { CHasil, Contest, Result, Role, Rule } from '@posko/domain';
import { differencesOf, figuresOfForm } from '@posko/domain';
import type { RuleReader, TextOf, formMessages, resultMessages, ruleMessages } from '@posko/ui';
import { fieldName, formLayout } from '../shell/form-layout';

type Text = TextOf<typeof formMessages | typeof resultMessages | typeof ruleMessages>;

/** How the rules speak to whoever looks. */
export function readerOf(role: Role | undefined): RuleReader {
  if (role === 'verifier' || role === 'supervisor') return 'verifier';
  return role === 'operator' || role === 'field' ? 'typist' : 'commissioner';
}

export interface Reason {
  readonly code: string;
  readonly text: string;
  /** Who explained it, and how. */
  readonly explanation: string;
}

const RULE_DIGITS = /^[EW]\d{3}$/;

/** Why it is held, each reason as a sentence. */
export function reasonsOf({ holds, explanations }: Result, t: Text): Reason[] {
  return holds.map((code) => reasonOf(code, explanations, t));
}

/** What the rules say besides: of what is public, or what holds nothing. */
export function remarksOf({ codes, holds, explanations }: Result, t: Text): Reason[] {
  return codes.filter((code) => !holds.includes(code)).map((code) => reasonOf(code, explanations, t));
}

function reasonOf(code: Result['holds'][number], explanations: Result['explanations'], t: Text): Reason {
  const word = explanations[code as Rule];
  return {
    code: RULE_DIGITS.test(code) ? code : '',
    text: t(`rule.commissioner.${code}`),
    explanation: word === undefined ? '' : t('result.explained', { name: word.by.name, reason: word.reason }),
  };
}

/** What people said of it, and with which document. */
export interface Said {
  readonly text: string;
  readonly document: string;
}

export function wordsOf({ hold, confirmation, resolution, withdrawal, settlement }: Result, t: Text): Said[] {
  const said: Said[] = [];
  if (hold !== null)
    said.push({ text: t('result.word.hold', { name: hold.by.name, reason: hold.reason }), document: '' });
  // A correction says by itself that it stands so on the paper.
  if (confirmation !== null && settlement !== 'correction') said.push(plain('result.word.confirmed', confirmation));
  if (resolution !== null) said.push(plain('result.word.resolved', resolution));
  if (withdrawal !== null) said.push({ ...plain('result.word.withdrawn', withdrawal), document: withdrawal.document });
  return said;

  function plain(key: 'result.word.confirmed' | 'result.word.resolved' | 'result.word.withdrawn', word: Word): Said {
    return { text: t(key, { name: word.by.name, reason: word.reason }), document: '' };
  }
}

type Word = NonNullable<Result['confirmation']>;

export interface FigureChange {
  readonly path: string;
  readonly field: string;
  readonly before: number | null;
  readonly after: number | null;
}

export interface Correction {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly document: string;
  readonly figures: readonly FigureChange[];
}

/** Every correction with the figures that it changed, latest first. */
export function correctionsOf(result: Result, contest: Contest | null, t: Text): Correction[] {
  const layout = contest === null ? [] : formLayout(contest);
  const { corrections, form } = result;
  return corrections
    .map(({ by, at, reason, document, before }, index) => {
      const after: CHasil | null = corrections[index + 1]?.before ?? form;
      const [old, now] = [
        figuresOfForm(before),
        after === null ? new Map<string, number | null>() : figuresOfForm(after),
      ];
      const figures = (after === null ? [] : differencesOf(before, after)).map((path) => ({
        path,
        field: fieldName(layout, path, t),
        before: old.get(path) ?? null,
        after: now.get(path) ?? null,
      }));
      return { by: by.name, at, reason, document, figures };
    })
    .reverse();
}
