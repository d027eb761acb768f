import { inject } from '@angular/core';
import { fill } from './fill';
import type { MessageParams } from './fill';
import type { Messages } from './dictionary';
import { Language } from './language';
import type { LanguageCode } from './locale';
import { wordsEn, wordsId } from './messages/words';

const WORDS = { id: wordsId, en: wordsEn };

export type WordKey = keyof typeof wordsId;

/** A sentence of the words that every page uses, without the rest of the core. */
export function wordOf(language: LanguageCode, key: WordKey, params?: MessageParams): string {
  const sentence = WORDS[language][key];
  return params === undefined ? sentence : fill(sentence, params, language);
}

type KeyIn<M> = M extends { id: infer Sentences } ? keyof Sentences & string : never;
type WordText<M extends Messages> = (key: KeyIn<M> | WordKey, params?: MessageParams) => string;

/**
 * As `injectText`, for a page whose every kilobyte is paid for by its readers: the words and the dictionaries that are named, and
 * nothing of the room's core.
 */
export function injectWords<D extends readonly Messages[]>(...dictionaries: D): WordText<D[number]> {
  const { current } = inject(Language);
  const all: readonly Messages[] = [...dictionaries, WORDS];
  return (key, params) => {
    const language = current();
    const sentence = all.find((messages) => messages[language][key] !== undefined)?.[language][key] ?? key;
    return params === undefined ? sentence : fill(sentence, params, language);
  };
}
