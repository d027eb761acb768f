import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './process.mjs';
import { tallyOfGate, tallyOfJest } from './tally.mjs';

const CACHE = 'node_modules/.cache/posko';

/** One command that holds or does not. */
const gate = (script, args, options) => async () => {
  const { exitCode, output } = await runNode(script, args, options);
  return tallyOfGate(exitCode, output);
};

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** A Jest configuration; its report goes to `scratch`, a folder of this run alone. */
const jest =
  (name, config, { nodeArgs = [], args = [] } = {}) =>
  async (scratch) => {
    const file = join(scratch, `${name}.json`);
    const { exitCode, output } = await runNode(
      'node_modules/jest/bin/jest.js',
      ['--config', config, '--ci', '--json', `--outputFile=${file}`, ...args],
      { nodeArgs },
    );
    return tallyOfJest(readJson(file), exitCode, output);
  };

const TSC = 'node_modules/typescript/bin/tsc';
const NGC = 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js';
const ESM = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/**
 * Everything `npm test` runs, per lane in this order; the lanes run side by side, one per core. `after` names suites of
 * any lane that have to be through before.
 */
export const SUITES = [
  // Built once and first: the specs of the command line start it, and must not meet half a build.
  { name: 'build-server', lane: 'gates', run: gate('tools/posko/build.mjs', ['server']) },
  { name: 'build-dashboard', lane: 'gates', run: gate('tools/posko/build.mjs', ['dashboard']) },
  { name: 'build-portal', lane: 'gates', run: gate('tools/posko/build.mjs', ['portal']) },
  {
    name: 'lint',
    lane: 'gates',
    run: gate('node_modules/eslint/bin/eslint.js', [
      '.',
      '--max-warnings=0',
      '--cache',
      `--cache-location=${CACHE}/eslint`,
    ]),
  },
  {
    name: 'format',
    lane: 'gates',
    run: gate('node_modules/prettier/bin/prettier.cjs', ['.', '--check', '--log-level=warn']),
  },
  {
    name: 'spelling',
    lane: 'gates',
    run: gate('node_modules/cspell/bin.mjs', ['lint', '--no-progress', '--no-summary', '.']),
  },
  { name: 'types-server', lane: 'gates', run: gate(TSC, ['-p', 'tsconfig.server.json']) },
  { name: 'types-e2e', lane: 'gates', run: gate(TSC, ['-p', 'apps/e2e/tsconfig.json']) },
  {
    name: 'types-browser',
    lane: 'gates',
    run: gate(NGC, ['-p', 'apps/dashboard/tsconfig.spec.json', '--noEmit', '--rootDir', '.']),
  },
  {
    name: 'types-portal',
    lane: 'gates',
    run: gate(NGC, ['-p', 'apps/portal/tsconfig.spec.json', '--noEmit', '--rootDir', '.']),
  },
  { name: 'browser', lane: 'gates', run: jest('browser', 'jest.browser.config.mjs', { args: ['--maxWorkers=1'] }) },
  { name: 'e2e', lane: 'gates', run: jest('e2e', 'jest.e2e.config.mjs', { nodeArgs: ESM, args: ['--runInBand'] }) },
  {
    name: 'server',
    lane: 'server',
    after: ['build-server', 'build-dashboard', 'build-portal'],
    run: jest('server', 'jest.server.config.mjs', { nodeArgs: ESM, args: ['--maxWorkers=1'] }),
  },
];
