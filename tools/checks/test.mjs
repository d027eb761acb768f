/**
 * `npm test`: every check of the house, two at a time. `npm test -- --only lint,types` runs the suites whose names begin so.
 * A failure does not stop the rest. The last line is `N passed, N failed` over all suites; a gate such as lint counts as one.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './process.mjs';
import { SUITES } from './suites.mjs';
import { tallyOfGate, total } from './tally.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(`npm test [-- --only NAME[,NAME…]]\n\nSuites: ${SUITES.map((suite) => suite.name).join(', ')}`);
  process.exit(0);
}

const wanted = values.only?.split(',') ?? [''];
const suites = SUITES.filter((suite) => wanted.some((name) => suite.name.startsWith(name)));
if (suites.length === 0) {
  console.error(`No suite begins with "${values.only}". There are: ${SUITES.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const scratch = mkdtempSync(join(tmpdir(), 'posko-test-'));
mkdirSync(join(ROOT, 'node_modules/.cache/posko'), { recursive: true });
const results = new Map();
const startedAt = Date.now();

async function runSuite(suite, before) {
  await Promise.all((suite.after ?? []).map((name) => before.get(name)));
  const since = Date.now();
  console.log(`  ${suite.name} …`);
  const tally = await suite.run(scratch).catch((error) => tallyOfGate(1, String(error?.stack ?? error)));
  const skips = tally.skipped.length > 0 ? `, ${tally.skipped.length} skipped` : '';
  console.log(
    `${tally.failed > 0 ? '✗' : '✓'} ${suite.name}: ${tally.passed} passed, ${tally.failed} failed${skips} (${seconds(since)})`,
  );
  for (const failure of tally.failures) console.log(`\n--- ${suite.name}: ${failure}\n`);
  results.set(suite.name, { ...tally, time: seconds(since) });
}

/** Starts each suite when the one before it in its lane, and those it waits for, are through. */
function start(all) {
  const done = new Map();
  const lanes = new Map();
  for (const suite of all) {
    const before = lanes.get(suite.lane) ?? Promise.resolve();
    const promise = before.then(() => runSuite(suite, done));
    done.set(suite.name, promise);
    lanes.set(suite.lane, promise);
  }
  return Promise.all(done.values());
}

function printTable() {
  const row = (cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(17) : cell.padStart(9))).join(''));
  console.log('');
  row(['suite', 'passed', 'failed', 'skipped', 'time']);
  for (const { name } of suites) {
    const result = results.get(name);
    row([name, `${result.passed}`, `${result.failed}`, `${result.skipped.length}`, result.time]);
  }
  const skips = [...results.values()].flatMap((result) => result.skipped);
  if (skips.length > 0) console.log(`\n${skips.length} skipped:`);
  for (const skip of skips) console.log(`  ${skip.name}${skip.reason === null ? ' (no reason given)' : ''}`);
}

console.log(`Node ${process.version}, ${suites.length} suites`);
await start(suites);
rmSync(scratch, { recursive: true, force: true });
printTable();
const sum = total([...results.values()]);
console.log(`\nin ${seconds(startedAt)}`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
// The last line is through before the process goes, also into a pipe.
process.exitCode = sum.failed > 0 ? 1 : 0;
