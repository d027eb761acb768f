/**
 * What one suite came to.
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string | null }[], failures: string[] }} Tally
 */

/** A skip says why in its title: `real files (skipped: no ../shared/data here)`. */
const REASON = /\(skipped: ([^)]+)\)/u;

/** A gate such as lint counts as one test. */
export function tallyOfGate(exitCode, output) {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: [], failures: [] }
    : { passed: 0, failed: 1, skipped: [], failures: [output.trim() || `ended with exit code ${exitCode}`] };
}

const indented = (text) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

function tallyOfFile(file) {
  const failures = file.assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${test.fullName}\n${indented(test.failureMessages.join('\n'))}`);
  const skipped = file.assertionResults
    .filter((test) => ['pending', 'skipped', 'todo', 'disabled'].includes(test.status))
    .map((test) => ({ name: test.fullName, reason: REASON.exec(test.fullName)?.[1] ?? null }));
  const passed = file.assertionResults.filter((test) => test.status === 'passed').length;
  // A file that does not load has no test at all and must not pass for that.
  const isBroken = file.status === 'failed' && failures.length === 0;
  if (isBroken) failures.push(`does not run\n${indented(file.message)}`);
  return { passed, skipped, failures: failures.map((failure) => `${file.name}: ${failure}`) };
}

/**
 * Adds up a Jest run from its `--json` report. A skip without a reason fails, and so does a run that failed
 * without naming a test, or that ran none.
 * @returns {Tally}
 */
export function tallyOfJest(report, exitCode, output) {
  const files = (report?.testResults ?? []).map(tallyOfFile);
  const passed = files.reduce((sum, file) => sum + file.passed, 0);
  const skipped = files.flatMap((file) => file.skipped);
  const failures = files.flatMap((file) => file.failures);
  for (const skip of skipped) if (skip.reason === null) failures.push(`${skip.name}: skipped without "(skipped: why)"`);
  if (failures.length === 0 && (exitCode !== 0 || passed + skipped.length === 0)) {
    failures.push(`no test failed, yet the run did (exit code ${exitCode})\n${indented(output)}`);
  }
  return { passed, failed: failures.length, skipped, failures };
}

/** All suites together. */
export function total(tallies) {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
    skipped: tallies.reduce((sum, tally) => sum + tally.skipped.length, 0),
  };
}
