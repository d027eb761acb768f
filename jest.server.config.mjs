import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
// The compiler resolves the aliases for the built server; here Jest does, and wants the specs compiled too.
const { exclude: _specs, module: _module, ...options } = swc;
const { baseUrl: _baseUrl, paths, ...jsc } = options.jsc;

const aliases = Object.fromEntries(
  Object.entries(paths).map(([alias, [file]]) => [`^${alias}$`, `<rootDir>/${file.replace(/^\.\//, '')}`]),
);

/** Specs of everything that runs in Node. Run with `node --experimental-vm-modules`: the server is ESM throughout. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps/api', '<rootDir>/tools', '<rootDir>/docker'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/libs/ui/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.posko/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...options, jsc, module: { type: 'es6' }, sourceMaps: 'inline', swcrc: false }],
  },
  moduleNameMapper: aliases,
  globalSetup: '<rootDir>/apps/api/src/platform/database/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/apps/api/src/platform/database/testing/global-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 20_000,
};
