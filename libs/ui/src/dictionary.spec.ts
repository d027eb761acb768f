import { describe, expect, it } from '@jest/globals';
import { coreMessages, textOf, textsIn } from './dictionary';
import type { Messages } from './dictionary';
import * as ui from './index';
import { tpsMessages } from './messages/tps';
import { wallMessages } from './messages/wall';

/** What a component can name: every dictionary that is exported, by its name. */
const dictionaries = Object.entries(ui)
  .filter(([name]) => name.endsWith('Messages'))
  .map(([name, messages]) => [name.replace('Messages', ''), messages as Messages] as const);
const sentences = dictionaries.flatMap(([name, messages]) =>
  Object.keys({ ...messages.id, ...messages.en }).map((key) => [name, key, messages] as const),
);
const features = sentences.filter(([name]) => name !== 'core');

/** Names of a sentence's placeholders, each once. */
function placeholders(text: string | undefined): string[] | null {
  return text === undefined ? null : [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

describe('dictionaries', () => {
  it.each(sentences)('%s: %s takes the same parameters in both languages', (_, key, messages) => {
    expect(placeholders(messages.id[key])).not.toBeNull();
    expect(placeholders(messages.en[key])).toEqual(placeholders(messages.id[key]));
  });

  it.each(features)('%s: %s begins with the name of its feature, so that no other says it otherwise', (name, key) => {
    expect(key).toMatch(new RegExp(`^${name}\\.`));
  });

  it('fills in parameters and writes numbers as the language does', () => {
    expect(textOf('id', 'word.of', { part: 1234, total: 'banyak' })).toBe('1.234 dari banyak');
    expect(textOf('en', 'age.minutes', { n: 1 })).toBe('1 minute ago');
    expect(textOf('en', 'age.minutes', { n: 2 })).toBe('2 minutes ago');
  });

  it('leaves a parameter that was not given visible', () => {
    expect(textOf('id', 'age.minutes')).toBe('{n} menit lalu');
  });
});

describe('a dictionary of a feature', () => {
  it('is there beside the core for whoever names it, with others', () => {
    const t = textsIn('en', [wallMessages, tpsMessages]);
    expect([t('wall.title'), t('tps.entry', { seq: 7 }), t('word.close')]).toEqual(['Wall', 'entry 7', 'Close']);
  });

  it('cannot be spoken from by whoever does not', () => {
    const t = textsIn('id', [wallMessages]);
    // @ts-expect-error -- the point: this does not compile
    expect(t('tps.title')).toBe('tps.title');
    // @ts-expect-error -- nor does the core know a feature
    expect(textOf('id', 'wall.title')).toBe('wall.title');
  });

  it('is not part of what everybody loads', () => {
    const core = new Set(Object.keys(coreMessages.id));
    expect(features.filter(([, key]) => core.has(key))).toEqual([]);
  });
});
