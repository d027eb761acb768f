/**
 * The sentences of the interface, one file per feature in `messages/`, loaded with the pages that say them.
 *
 * A new feature, say `call`: (1) `messages/call.ts` holds `const id = {…} as const` with keys that begin with `call.`, `const en:
 * Record<keyof typeof id, string> = {…}`, so that a missing English sentence does not compile, and `export const callMessages =
 * { id, en }`. (2) `index.ts` exports it. (3) A component that says them takes them: `protected readonly t =
 * injectText(callMessages);`. There is no table to register in: what a component names is bundled into its own lazy chunk, and
 * `t` knows the keys of the core and of the dictionaries that were named, no others, so a sentence whose dictionary is not there
 * does not compile, in templates neither. What is in the core below is loaded before the first page by everybody: a feature adds
 * nothing to it but its error codes in `messages/error.ts`. Two features that share a sentence both name its dictionary.
 */
import { fill } from './fill';
import type { MessageParams } from './fill';
import type { LanguageCode } from './locale';
import { errorEn, errorId } from './messages/error';
import { markEn, markId } from './messages/mark';
import { shellEn, shellId } from './messages/shell';
import { stageEn, stageId } from './messages/stage';
import { wordsEn, wordsId } from './messages/words';

export type { MessageParams } from './fill';

/** A dictionary: the same sentences in every language. */
export type Messages = Readonly<Record<LanguageCode, Readonly<Record<string, string>>>>;

const id = { ...wordsId, ...stageId, ...markId, ...errorId, ...shellId };
const en: Record<keyof typeof id, string> = { ...wordsEn, ...stageEn, ...markEn, ...errorEn, ...shellEn };

/** What every page may say. */
export const coreMessages = { id, en };

type KeyIn<M> = M extends { id: infer Sentences } ? keyof Sentences & string : never;

/** A sentence of the core, or of the dictionaries `M`: `MessageKey<typeof callMessages>`. Indonesian says which there are. */
export type MessageKey<M extends Messages = never> = KeyIn<typeof coreMessages> | KeyIn<M>;

/** Text of a key of the core or of the dictionaries `M`. */
export type TextOf<M extends Messages = never> = (key: MessageKey<M>, params?: MessageParams) => string;

/** The core and the given dictionaries as a function, in one language. A key of none, as of a newer server, stays visible. */
export function textsIn<M extends Messages>(language: LanguageCode, dictionaries: readonly M[]): TextOf<M> {
  const all: readonly Messages[] = [...dictionaries, coreMessages];
  const found = (key: string): string => {
    for (const messages of all) {
      const sentence = messages[language][key];
      if (sentence !== undefined) return sentence;
    }
    return key;
  };
  return (key, params) => (params === undefined ? found(key) : fill(found(key), params, language));
}

const CORE: Readonly<Record<LanguageCode, TextOf>> = { id: textsIn('id', []), en: textsIn('en', []) };

/** A sentence of the core. */
export function textOf(language: LanguageCode, key: MessageKey, params?: MessageParams): string {
  return CORE[language](key, params);
}
