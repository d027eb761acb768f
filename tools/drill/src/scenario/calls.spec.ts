import { INCIDENT_KIND_CODES, RegionTree, calendarOf, kindRules } from '@posko/domain';
import type { IncidentKind, RegionRow } from '@posko/domain';
import { CALL_RATES } from './call-rates';
import { SAID } from './call-words';
import type { PlannedCall } from './calls';
import { handlingOf } from './handling';
import { RATES } from './rates';
import { SPAN, buildScenario } from './scenario';

const calendar = calendarOf('2024-11-27');
const HOUR = 3_600_000;
const hourOf = ({ dueAt }: PlannedCall): number => (dueAt - calendar.startsAt) / HOUR;

/** One regency of 100 kecamatan, each of ten desa with `tps` TPS. */
function register(tps: number): RegionTree {
  const rows: RegionRow[] = [
    ['35', 'JAWA TIMUR', 1000 * tps],
    ['3501', 'PACITAN', 1000 * tps],
  ];
  for (let k = 0; k < 100; k++) {
    const kecamatan = `3501${String(k).padStart(2, '0')}`;
    rows.push([kecamatan, kecamatan, 10 * tps]);
    for (let d = 1; d <= 10; d++) rows.push([kecamatan + String(2000 + d), 'DESA', tps]);
  }
  return new RegionTree(rows);
}

const tree = register(16);
const { calls } = buildScenario(tree, { seed: 1, calendar, callsRate: 1 });
const first = calls.filter((call) => call.again === undefined);
const countOf = (kind: IncidentKind): number => first.filter((call) => call.kind === kind).length;

describe('the calls of the days', () => {
  it('come at the published frequencies', () => {
    const single = INCIDENT_KIND_CODES.filter((kind) => !['SRK-02', 'ENV-02', 'ENV-03'].includes(kind));
    const wrong = single.filter((kind) => {
      const expected = tree.size * shareOf(kind);
      return Math.abs(countOf(kind) - expected) > 5 * Math.sqrt(expected) + 5;
    });
    expect(wrong).toEqual([]);
    const outage = tree.size * (RATES.offline.share + CALL_RATES['SRK-02'].share);
    expect(Math.abs(countOf('SRK-02') - outage)).toBeLessThan(5 * Math.sqrt(outage));
  });

  it('are the same for the same seed, others for another, and as many times more as asked for', () => {
    const small = register(2);
    const made = (seed: number, callsRate: number): readonly PlannedCall[] =>
      buildScenario(small, { seed, calendar, callsRate }).calls;
    expect(made(7, 1)).toEqual(made(7, 1));
    expect(made(8, 1)).not.toEqual(made(7, 1));
    expect(made(7, 0)).toEqual([]);
    const ratio = made(7, 5).length / made(7, 1).length;
    expect(ratio).toBeGreaterThan(3.5);
    expect(ratio).toBeLessThan(6.5);
  });

  it('of a part of the register are those it has in the whole', () => {
    const region = tree.indexOf('350117');
    const inside = calls.filter(({ tps }) => tps.startsWith('350117'));
    expect(inside.length).toBeGreaterThan(10);
    expect(buildScenario(tree, { seed: 1, calendar, callsRate: 1, region }).calls).toEqual(inside);
  });

  it('leave the reports as they are without them', () => {
    const small = register(2);
    const [without, withCalls] = [0, 1].map(
      (callsRate) => buildScenario(small, { seed: 3, calendar, callsRate }).reports,
    );
    expect(withCalls).toEqual(without);
  });

  it('come in order of time, within the three days, each by its own subject', () => {
    const times = calls.map(({ dueAt }) => dueAt);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(Math.min(...calls.map(hourOf))).toBeGreaterThanOrEqual(SPAN.from / 60);
    expect(Math.max(...calls.map(hourOf))).toBeLessThan(SPAN.until / 60);
    expect(new Set(calls.map(({ subject }) => subject)).size).toBe(calls.length);
  });

  it('crowd together where one cause strikes many: floods and power cuts by kecamatan, Sirekap everywhere', () => {
    const busy = buildScenario(tree, { seed: 1, calendar, callsRate: 5 }).calls;
    for (const kind of ['ENV-02', 'ENV-03']) {
      const of = busy.filter((call) => call.kind === kind && call.again === undefined);
      const largest = [...Map.groupBy(of, ({ tps }) => tps.slice(0, 6)).values()].sort(
        (a, b) => b.length - a.length,
      )[0];
      const hours = (largest ?? []).map(hourOf).sort((a, b) => a - b);
      expect(hours.length).toBeGreaterThan(30);
      // Half of them within half an hour.
      expect((hours[Math.floor(hours.length / 2)] ?? NaN) - (hours[0] ?? NaN)).toBeLessThan(0.5);
    }
    const outage = first.filter(({ kind }) => kind === 'SRK-02').map(hourOf);
    const together = outage.filter((hour) => (hour > 15.25 && hour < 17.5) || (hour > 19 && hour < 21.5));
    expect(together.length / outage.length).toBeGreaterThan(0.9);
    expect(
      new Set(first.filter(({ kind }) => kind === 'SRK-02').map(({ tps }) => tps.slice(0, 6))).size,
    ).toBeGreaterThan(80);
  });

  it('come twice now and then: the same TPS and kind, someone else, minutes later', () => {
    const bySubject = new Map(calls.map((call) => [call.subject, call]));
    const seconds = calls.filter((call) => call.again !== undefined);
    const expected = RATES.secondCaller.share * first.length;
    expect(Math.abs(seconds.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    for (const again of seconds) {
      const before = bySubject.get(again.again ?? '');
      expect(again).toMatchObject({ tps: before?.tps, kind: before?.kind });
      expect(again.dueAt).toBeGreaterThan(before?.dueAt ?? Infinity);
      expect(again.dueAt).toBeLessThan((before?.dueAt ?? 0) + 0.5 * HOUR);
    }
  });

  it('about a late opening come from TPS that open late', () => {
    const late = first.filter(({ kind }) => kind === 'OPN-01');
    expect(late.length).toBeGreaterThan(100);
    expect(late.filter((call) => hourOf(call) < 7.3)).toEqual([]);
  });
});

/** Share of all TPS that call about a kind: of those to which its cause happened, as many as of all. */
function shareOf(kind: IncidentKind): number {
  const rate = CALL_RATES[kind];
  if (!('cause' in rate)) return rate.share;
  return (
    rate.share *
    { openedLate: RATES.openedLate, readyLate: RATES.readyLate, longQueue: RATES.longQueue, rain: RATES.rain }[
      rate.cause
    ].share
  );
}

describe('what callers say', () => {
  it('is known for every kind', () => {
    for (const kind of INCIDENT_KIND_CODES) expect(SAID[kind].length).toBeGreaterThan(0);
  });
});

describe('handlingOf', () => {
  const handled = first.map((call) => ({ call, steps: handlingOf(1, call) }));

  it('takes most within the time for the first answer, some after it, and leaves a few alone', () => {
    const timed = handled.filter(({ call }) => kindRules(call.kind).answerMinutes > 0);
    const late = timed.filter(({ call, steps }) => (steps[0]?.afterMinutes ?? 0) > kindRules(call.kind).answerMinutes);
    const alone = timed.filter(({ steps }) => steps.length === 0);
    expect(late.length / timed.length).toBeGreaterThan(0.05);
    expect(late.length / timed.length).toBeLessThan(0.12);
    expect(alone.length / timed.length).toBeGreaterThan(0.01);
    expect(alone.length / timed.length).toBeLessThan(0.035);
  });

  it('goes through every way of the life of an incident, in order of time', () => {
    const seen = new Set(handled.flatMap(({ steps }) => steps.flatMap(({ change }) => Object.keys(change))));
    expect(seen).toEqual(
      new Set(['assignee', 'status', 'outcome', 'waitingReason', 'referral', 'referralReply', 'comment']),
    );
    const unordered = handled.filter(({ steps }) =>
      steps.some(({ afterMinutes }, index) => afterMinutes < (steps[index - 1]?.afterMinutes ?? 0)),
    );
    expect(unordered).toEqual([]);
  });

  it('answers a question on the call, and makes a second call a duplicate, or nothing where the first was', () => {
    const question = handled.find(({ call }) => call.kind === 'INF-01');
    expect(question?.steps).toMatchObject([{ afterMinutes: 0.5, change: { outcome: expect.any(String) as string } }]);
    const isNothing = (call: (typeof calls)[number] | undefined): boolean =>
      call !== undefined && handlingOf(1, call).some(({ change }) => change.status === 'invalid');
    const bySubject = new Map(calls.map((call) => [call.subject, call]));
    const second = calls.filter((call) => call.again !== undefined);
    const [empty, real] = [true, false].map((nothing) =>
      second.filter(({ again = '' }) => isNothing(bySubject.get(again)) === nothing),
    );
    const changes = (of: typeof calls = []): unknown[] =>
      of.flatMap((call) => handlingOf(1, call).map((s) => s.change));
    expect(changes(real)).toEqual(changes(real).map(() => ({ duplicateOf: expect.any(String) as string })));
    expect(changes(empty)).toEqual((empty ?? []).map(() => expect.objectContaining({ status: 'invalid' }) as unknown));
    expect(empty?.length).toBeGreaterThan(0);
  });
});
