import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = import.meta.dirname;

/** Words of the first two columns of the glossary's tables: docs/glossary.md is the law, this only reads it. */
const glossary = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) => line.split('|').slice(1, 3))
  .flatMap((cell) => cell.match(/\p{L}[\p{L}\d]*/gu) ?? [])
  .filter((word) => word.length > 2);

const dictionary = (name) => ({ name, path: join(ROOT, `tools/checks/words/${name}.txt`), addWords: true });

/** Where Indonesian is written: interface text, what looks at it, and prose. Code elsewhere is English. */
const INDONESIAN = [
  'libs/ui/src/**',
  'apps/dashboard/src/index.html',
  'apps/portal/**',
  '**/*.spec.ts',
  '**/testing/**',
  'apps/e2e/src/**',
  '**/*.md',
  'tools/drill/src/**',
  'tools/posko/src/user*.ts',
  'tools/posko/src/bench/**',
  'apps/dashboard/src/app/user/**',
  'apps/api/src/user/**',
  'libs/domain/src/sirekap*.ts',
  'apps/dashboard/src/app/recap/**',
  'apps/dashboard/src/app/publication/publication-files.ts',
  'apps/dashboard/src/app/shell/offer-store.ts',
  'libs/domain/src/paslon*.ts',
  'libs/domain/src/{coverage,hold,incident-kind,outcome}-words.ts',
  'libs/domain/src/release-sentences.ts',
  'apps/api/src/release/**',
  'apps/api/src/contest/**',
  'apps/api/src/publication/**',
  'apps/api/src/platform/public-files/**',
  'docker/nginx.conf',
  'tools/posko/src/main.ts',
];

export default {
  version: '0.2',
  language: 'en,en-GB',
  files: ['**/*.{ts,mjs,html,scss,md,json,yaml,yml,sh,conf,sql}', '**/Dockerfile*', '.ci/run'],
  ignorePaths: [
    'node_modules',
    'dist',
    'coverage',
    'test-results',
    '.posko',
    '.nx',
    '.angular',
    '.git',
    'package-lock.json',
    'docs/contracts.json',
    '**/*.csv',
    'tools/checks/words/**',
  ],
  words: glossary,
  dictionaryDefinitions: ['technical', 'places', 'indonesian'].map(dictionary),
  dictionaries: ['technical', 'places'],
  overrides: [{ filename: INDONESIAN, dictionaries: ['indonesian'] }],
  flagWords: ['pollingStation', 'villageCode', 'districtCode'],
  ignoreRegExpList: [
    '/[0-9a-f]{16,}/g',
    '/#[0-9A-Fa-f]{3,8}\\b/g',
    '/0x[0-9a-f]+/g',
    '/[0-9A-HJKMNP-TV-Z]{4,}-[0-9A-HJKMNP-TV-Z]{4}/g',
    // Keys of second factors, what follows an encoded slash, numbers of migrations.
    '/\\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){3}\\b/g',
    '/%[23]F\\w+/g',
    '/[A-Za-z]+0\\d{15}/g',
  ],
  minWordLength: 4,
  useGitignore: true,
};
