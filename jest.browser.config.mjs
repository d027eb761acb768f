import presets from 'jest-preset-angular/presets/index.js';

/** Specs that need a document: the dashboard's, the portal's and libs/ui's components, zoneless. */
export default {
  ...presets.createCjsPreset({ tsconfig: '<rootDir>/apps/dashboard/tsconfig.spec.json' }),
  displayName: 'browser',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps/dashboard/src', '<rootDir>/apps/portal/src', '<rootDir>/libs/ui/src'],
  setupFilesAfterEnv: ['<rootDir>/apps/dashboard/jest.setup.mjs'],
  moduleNameMapper: { '^@posko/(domain|contracts|client|ui|testing)$': '<rootDir>/libs/$1/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest-browser',
  testTimeout: 20_000,
};
