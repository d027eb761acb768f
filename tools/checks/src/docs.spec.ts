import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_STATUS } from '@posko/contracts';
import { MARKS, STAGES } from '@posko/domain';

const read = (file: string): string => readFileSync(file, 'utf8');
const filesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name));

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)];
/** The section of a document under a heading. */
const section = (file: string, heading: string): string =>
  read(file).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
/** Names in backticks in the first column of a section's table. */
const firstColumn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));

describe('the documents', () => {
  it.each(DOCUMENTS)('%s links to nothing that is not there', (file) => {
    const links = [...read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    const broken = links.filter((link) => !link.includes('://') && !existsSync(join(dirname(file), link)));
    expect(broken).toEqual([]);
  });

  it('the README tells what each dependency is for, and of no other', () => {
    const manifest = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const installed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(firstColumn(section('README.md', 'What each dependency is for')).sort()).toEqual(installed.sort());
  });

  it('the README lists each variable that the code reads', () => {
    const sources = ['apps', 'libs', 'tools', 'docker'].flatMap((folder) =>
      filesIn(folder, /(?<!\.spec)\.(ts|mjs|yml|yaml|sh)$/),
    );
    const names = sources.flatMap((file) =>
      [...read(file).matchAll(/\bPOSKO_(?!E2E_|TEST_)[A-Z_]+[A-Z]\b/g)].map((match) => match[0]),
    );
    const listed = firstColumn(section('README.md', 'Environment'));
    expect([...new Set(names)].filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('the runbook knows every error code with its status', () => {
    const rows = [...section('docs/runbook.md', 'What each error code means').matchAll(/^\| `([^`]+)`\s*\|\s*(\d+)/gm)];
    const told = Object.fromEntries(rows.map((row) => [row[1], Number(row[2])]));
    expect(told).toEqual(ERROR_STATUS);
  });

  it('the glossary knows every stage and every mark', () => {
    const glossary = read('docs/glossary.md');
    expect([...STAGES, ...MARKS].filter((word) => !glossary.includes(`\`${word}\``))).toEqual([]);
  });

  it('decisions are numbered once each', () => {
    const numbers = readdirSync('docs/decisions').map((name) => name.slice(0, 4));
    expect(numbers.filter((number) => !/^\d{4}$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('word lists are sorted, without repetition', () => {
    for (const file of filesIn('tools/checks/words', /\.txt$/)) {
      const words = read(file)
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('#'));
      const sorted = [...new Set(words)].sort(
        (a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en') || (a < b ? -1 : 1),
      );
      expect({ file, words }).toEqual({ file, words: sorted });
    }
  });
});
