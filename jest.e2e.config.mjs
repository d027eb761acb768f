import server from './jest.server.config.mjs';

/** Journeys in a real browser against the built server and dashboard (`npm test -- --only build,e2e`). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps/e2e/src'],
  testMatch: ['**/*.e2e.ts'],
  extensionsToTreatAsEsm: server.extensionsToTreatAsEsm,
  transform: server.transform,
  moduleNameMapper: server.moduleNameMapper,
  globalSetup: '<rootDir>/apps/e2e/src/room/global-setup.ts',
  globalTeardown: '<rootDir>/apps/e2e/src/room/global-teardown.ts',
  maxWorkers: 1,
  forceExit: true,
  testTimeout: 90_000,
};
