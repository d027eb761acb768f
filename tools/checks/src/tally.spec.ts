import { describe, expect, it } from '@jest/globals';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { name: string; reason: string | null }[];
  readonly failures: readonly string[];
}
interface TallyModule {
  tallyOfGate(exitCode: number, output: string): Tally;
  tallyOfJest(report: unknown, exitCode: number, output: string): Tally;
  total(tallies: readonly Tally[]): { passed: number; failed: number; skipped: number };
}

const file = '../tally.mjs';
const { tallyOfGate, tallyOfJest, total } = (await import(file)) as TallyModule;

const test = (status: string, fullName: string, failureMessages: string[] = []): unknown => ({
  status,
  fullName,
  failureMessages,
});
const report = (tests: unknown[], status = 'passed', message = ''): unknown => ({
  testResults: [{ name: 'x.spec.ts', status, message, assertionResults: tests }],
});

describe('the count at the end of npm test', () => {
  it('takes a gate as one test and keeps what it said', () => {
    expect(tallyOfGate(0, '')).toMatchObject({ passed: 1, failed: 0 });
    expect(tallyOfGate(2, 'no!')).toMatchObject({ passed: 0, failed: 1, failures: ['no!'] });
  });

  it('adds passed and failed tests', () => {
    const tally = tallyOfJest(report([test('passed', 'a'), test('failed', 'b', ['boom'])], 'failed'), 1, '');
    expect(tally).toMatchObject({ passed: 1, failed: 1 });
    expect(tally.failures[0]).toContain('boom');
  });

  it('fails a file that does not load', () => {
    expect(tallyOfJest(report([], 'failed', 'SyntaxError'), 1, '')).toMatchObject({ failed: 1 });
  });

  it('fails a run without a report, without a test, or with an exit code that no test explains', () => {
    expect(tallyOfJest(null, 1, 'crashed').failed).toBe(1);
    expect(tallyOfJest({ testResults: [] }, 0, '').failed).toBe(1);
    expect(tallyOfJest(report([test('passed', 'a')]), 1, '').failed).toBe(1);
  });

  it('accepts a skip only with its reason', () => {
    const named = tallyOfJest(report([test('pending', 'real files (skipped: not here) load')]), 0, '');
    expect(named).toMatchObject({ failed: 0, skipped: [{ reason: 'not here' }] });
    expect(tallyOfJest(report([test('pending', 'real files')]), 0, '').failed).toBe(1);
  });

  it('adds the suites up', () => {
    const sum = total([
      tallyOfGate(0, ''),
      tallyOfGate(1, 'x'),
      tallyOfJest(report([test('pending', 'a (skipped: b)')]), 0, ''),
    ]);
    expect(sum).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });
});
