import { describe, expect, it } from '@jest/globals';
import { ReleaseFile } from '@posko/contracts';
import type { ReleaseRow, ReleaseSummary } from '@posko/contracts';
import { RESULT_STATES, publicStateOf } from '@posko/domain';
import type { Contest } from '@posko/domain';
import { FakeClock, SMALL_CONTESTS, nextCommandId } from '@posko/testing';
import { BlobStore } from '../platform/blob/blob-store';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { ResultStorm, thrown } from './testing/result-storm';
import { importContests } from './testing/small-contests';
import { EVE, endServersAfterEach, poster, signIn, startSmall } from './testing/small-server';
import { journalTotals } from './testing/totals-count';
import type { Line } from './testing/totals-count';

/** What a release says of a region, in the words of an independent count. */
function lineOf({ counts, states, votes, code }: ReleaseRow): Line {
  const { options, valid, invalid, total, dpt, came } = votes;
  const sums = { ...options, valid, invalid, total, dpt, came };
  const published = Object.entries(sums).map(([name, sum]) => [`published ${name}`, sum] as const);
  const inStates = Object.entries(states).map(([state, tps]) => [`state ${state}`, tps] as const);
  const counted = { expected: counts.expected, 'received tps': counts.received, 'published tps': counts.counted };
  return sorted([...Object.entries(counted), ...published, ...inStates], code);
}

/** The same of the journal's own count: states as the public knows them, and nothing of what is only received. */
function recounted(line: Line, code: string): Line {
  const told = new Map<string, number>();
  for (const [name, sum] of Object.entries(line)) {
    const state = RESULT_STATES.find((one) => name === `state ${one}`);
    const key = state === undefined ? name : `state ${publicStateOf(state)}`;
    const isTold = key === 'expected' || key === 'received tps' || /^(published|state) /.test(key);
    if (isTold) told.set(key, (told.get(key) ?? 0) + sum);
  }
  return sorted([...told], code);
}

function sorted(entries: readonly (readonly [string, number])[], code: string): Line {
  const some = entries.filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...Object.fromEntries(some), code: Number(code) };
}

describe('a release made during a storm', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('adds up, and is what the journal says up to its entry, however much comes meanwhile', async () => {
    await database.empty();
    const servers = [];
    for (let instance = 0; instance < 2; instance++)
      servers.push((await startSmall(database.url(), { clock: new FakeClock(EVE) })).server);
    const [server] = servers;
    if (server === undefined) throw new Error('No server');
    await importContests(server);
    const storm = new ResultStorm(servers, thrown(512));
    await storm.gather(server);
    const post = poster(server, await signIn(server, 'commissioner', '0'));
    const releases: ReleaseSummary[] = [];
    let isRaging = true;
    const drafting = async (): Promise<void> => {
      for (let turn = 0; isRaging || turn < 6; turn++) {
        const contest = SMALL_CONTESTS[turn % SMALL_CONTESTS.length] as Contest;
        const order = { id: nextCommandId(), contest: contest.id };
        const { status, body } = await post<ReleaseSummary>('/api/releases', order);
        expect(status).toBe(201);
        releases.push(body);
      }
    };
    const raging = storm.rage(420, 12).finally(() => (isRaging = false));
    await Promise.all([raging, drafting()]);
    expect(releases.length).toBeGreaterThan(5);
    expect(new Set(releases.map(({ seq }) => seq)).size).toBeGreaterThan(3);
    expect(releases.map(({ number }) => number)).toEqual(releases.map((_, index) => index + 1));
    for (const { contest: id, sha256, seq } of releases) {
      const bytes = await server.context.get(BlobStore, { strict: false }).get(sha256);
      const file = ReleaseFile.parse(JSON.parse(bytes.toString('utf8')));
      expect(file.seq).toBe(seq);
      const contest = SMALL_CONTESTS.find((one) => one.id === id) as Contest;
      const lines = await journalTotals(server, contest, seq);
      for (const row of [file.region, ...file.rows])
        expect(lineOf(row)).toEqual(recounted(lines.get(row.code) ?? {}, row.code));
      expectSums(file);
    }
  }, 60_000);
});

/** Every figure of the parts adds up to that of the whole, and every share of the TPS to all of them. */
function expectSums({ region, rows, coverage, outcome }: ReleaseFile): void {
  const sumOf = (figure: (row: ReleaseRow) => number): number => rows.reduce((sum, row) => sum + figure(row), 0);
  for (const name of ['expected', 'received', 'counted'] as const)
    expect(sumOf(({ counts }) => counts[name])).toBe(region.counts[name]);
  for (const id of Object.keys(region.votes.options))
    expect(sumOf(({ votes }) => votes.options[id] ?? 0)).toBe(region.votes.options[id]);
  const inStates = Object.values(region.states).reduce((sum, tps) => sum + tps, 0);
  expect(inStates).toBe(region.counts.expected);
  expect(coverage.counted.tps).toBe(region.counts.counted);
  expect(coverage.counted.tps + coverage.missing.tps).toBe(region.counts.expected);
  expect(coverage.missing.tps + outcome.outstanding.disputed).toBe(outcome.outstanding.tps);
  expect(coverage.counted.voters + coverage.missing.voters).toBe(region.voters);
}
