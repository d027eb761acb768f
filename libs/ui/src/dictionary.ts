import { formatNumber } from './locale';
import type { LanguageCode } from './locale';
import { errorEn, errorId } from './messages/error';
import { markEn, markId } from './messages/mark';
import { mosaikEn, mosaikId } from './messages/mosaik';
import { overviewEn, overviewId } from './messages/overview';
import { regionEn, regionId } from './messages/region';
import { shellEn, shellId } from './messages/shell';
import { stageEn, stageId } from './messages/stage';
import { tpsEn, tpsId } from './messages/tps';
import { wallEn, wallId } from './messages/wall';
import { wordsEn, wordsId } from './messages/words';

const id = {
  ...wordsId,
  ...stageId,
  ...markId,
  ...errorId,
  ...mosaikId,
  ...shellId,
  ...overviewId,
  ...regionId,
  ...tpsId,
  ...wallId,
};

/** Every sentence of the interface. Indonesian says which there are; a missing English one does not compile. */
export type MessageKey = keyof typeof id;

const en: Record<MessageKey, string> = {
  ...wordsEn,
  ...stageEn,
  ...markEn,
  ...errorEn,
  ...mosaikEn,
  ...shellEn,
  ...overviewEn,
  ...regionEn,
  ...tpsEn,
  ...wallEn,
};

export const DICTIONARIES: Readonly<Record<LanguageCode, Readonly<Record<MessageKey, string>>>> = { id, en };

export type MessageParams = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{(\w+)(?:\?([^|}]*)\|([^}]*))?\}/g;

/**
 * A sentence with its placeholders filled: `{n}` is the parameter (numbers as the language writes them),
 * `{n?vote|votes}` chooses by whether it is 1. An unknown placeholder stays visible, so that a slip is seen.
 */
export function textOf(language: LanguageCode, key: MessageKey, params?: MessageParams): string {
  const sentence = DICTIONARIES[language][key];
  if (params === undefined) return sentence;
  return sentence.replaceAll(PLACEHOLDER, (whole: string, ...[name = '', one, other]: (string | undefined)[]) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined) return (value === 1 ? one : other) ?? '';
    return typeof value === 'number' ? formatNumber(value, language) : value;
  });
}
