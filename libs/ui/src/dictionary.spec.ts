import { describe, expect, it } from '@jest/globals';
import { DICTIONARIES, textOf } from './dictionary';
import type { MessageKey } from './dictionary';

const keys = Object.keys(DICTIONARIES.id) as MessageKey[];

/** Names of a sentence's placeholders, each once. */
function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

describe('dictionaries', () => {
  it.each(keys)('%s takes the same parameters in both languages', (key) => {
    expect(placeholders(DICTIONARIES.en[key])).toEqual(placeholders(DICTIONARIES.id[key]));
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
