import { formatNumber } from './locale';
import type { LanguageCode } from './locale';

export type MessageParams = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{(\w+)(?:\?([^|}]*)\|([^}]*))?\}/g;

/**
 * A sentence with its placeholders filled: `{n}` is the parameter (numbers as the language writes them),
 * `{n?vote|votes}` chooses by whether it is 1. An unknown placeholder stays visible, so that a slip is seen.
 */
export function fill(sentence: string, params: MessageParams, language: LanguageCode): string {
  return sentence.replaceAll(PLACEHOLDER, (whole: string, ...[name = '', one, other]: (string | undefined)[]) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined) return (value === 1 ? one : other) ?? '';
    return typeof value === 'number' ? formatNumber(value, language) : value;
  });
}
