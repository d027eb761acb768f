import { RegionTree, Standings, calendarOf, stageIndex, withReport } from '@posko/domain';
import type { RegionRow } from '@posko/domain';
import type { Delivery, DeliveryPlan } from './plan';
import { PlanBuilder } from './plan';
import { RATES } from './rates';
import { SPAN, buildScenario, nextPhase } from './scenario';
import { RandomStream, reportId } from './stream';

const HOUR = 3_600_000;
const calendar = calendarOf('2024-11-27');
const at = (hours: number): number => calendar.startsAt + hours * HOUR;

/** One province: a regency and a kota, each of `desa` desa over 20 kecamatan, with `tps` TPS each. */
function register(desa: number, tps: number): RegionTree {
  const rows: RegionRow[] = [['35', 'JAWA TIMUR', 2 * desa * tps]];
  for (const kabupaten of ['3501', '3578']) {
    rows.push([kabupaten, kabupaten, desa * tps]);
    for (let k = 1; k <= 20; k++) {
      const kecamatan = kabupaten + String(k).padStart(2, '0');
      rows.push([kecamatan, kecamatan, (desa / 20) * tps]);
      for (let d = 1; d <= desa / 20; d++) rows.push([kecamatan + String(1000 + d), 'DESA', tps]);
    }
  }
  return new RegionTree(rows);
}

const tree = register(200, 40);
const { reports: plan } = buildScenario(tree, { seed: 1, calendar });

function all(of: DeliveryPlan): Delivery[] {
  return Array.from({ length: of.length }, (_, index) => of.at(index));
}

/** Half width of what chance explains: five standard deviations of a share among `count`. */
const margin = (share: number, count: number): number => 5 * Math.sqrt((share * (1 - share)) / count);

describe('buildScenario', () => {
  const deliveries = all(plan);

  it('gives the same days for the same seed and others for another', () => {
    const small = register(20, 5);
    const first = all(buildScenario(small, { seed: 7, calendar }).reports);
    expect(all(buildScenario(small, { seed: 7, calendar }).reports)).toEqual(first);
    expect(all(buildScenario(small, { seed: 8, calendar }).reports)).not.toEqual(first);
  });

  it('gives a part of the register the days it has in the whole', () => {
    const region = tree.indexOf('357803');
    const inside = deliveries.filter((delivery) => tree.isWithin(tree.desaAt[delivery.position] ?? -1, region));
    expect(inside.length).toBeGreaterThan(1000);
    expect(all(buildScenario(tree, { seed: 1, calendar, region }).reports)).toEqual(inside);
  });

  it('comes in order of time, within the three days', () => {
    const times = deliveries.map(({ dueAt }) => dueAt);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeGreaterThanOrEqual(at(SPAN.from / 60));
    expect(times.at(-1)).toBeLessThan(at(SPAN.until / 60));
  });

  it('tells of about eight reports per TPS, in a list that grows with the register', () => {
    expect(plan.length / tree.size).toBeGreaterThan(7.5);
    expect(plan.length / tree.size).toBeLessThan(9.2);
  });

  it.each([
    [-6, 'ready', { low: 0.94, high: 0.985 }],
    [7.5, 'open', { low: 0.88, high: 0.96 }],
    [8.5, 'open', { low: 0.96, high: 0.995 }],
    [14, 'closed', { low: 0.96, high: 0.995 }],
    [20, 'counted', { low: 0.97, high: 0.998 }],
    [34.25, 'sent', { low: 0.985, high: 0.997 }],
  ] as const)('stands by hour %d with %s reached in a share between bounds', (hour, stage, { low, high }) => {
    const standings = new Standings(tree.size);
    for (let index = 0; index < plan.countDueBy(at(hour)); index++) {
      const report = plan.at(index);
      const event = { ...report, receivedAt: report.dueAt };
      standings.set(report.position, withReport(standings.get(report.position), event, index + 1));
    }
    let reached = 0;
    for (let tps = 0; tps < tree.size; tps++) if (standings.get(tps).stage >= stageIndex(stage)) reached++;
    expect(reached / tree.size).toBeGreaterThan(low);
    expect(reached / tree.size).toBeLessThan(high);
  });

  it('opens late and never sends as often as published', () => {
    const opened = new Map<number, number>();
    const sent = new Set<number>();
    for (const report of deliveries) {
      if (report.stage === 'open' && report.turnout === undefined && !opened.has(report.position)) {
        opened.set(report.position, report.occurredAt);
      }
      if (report.stage === 'sent') sent.add(report.position);
    }
    const late = [...opened.values()].filter((time) => time > at(7.5)).length / opened.size;
    // A phone on another time zone makes a few more look late.
    expect(Math.abs(late - RATES.openedLate.share)).toBeLessThan(margin(RATES.openedLate.share, tree.size) + 0.005);
    const missing = 1 - sent.size / tree.size;
    expect(Math.abs(missing - RATES.neverSent.share)).toBeLessThan(margin(RATES.neverSent.share, tree.size));
  });

  it('sends some reports twice with one id, and some stages twice with two', () => {
    const seen = new Map<string, Delivery>();
    let again = 0;
    for (const report of deliveries) {
      const key = `${report.position}#${report.ordinal}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, report);
      else {
        again++;
        expect({ ...report, dueAt: 0 }).toEqual({ ...before, dueAt: 0 });
      }
    }
    const share = again / seen.size;
    expect(Math.abs(share - RATES.sameIdAgain.share)).toBeLessThan(margin(RATES.sameIdAgain.share, seen.size));
  });

  it('delivers some reports behind a later stage', () => {
    const standing = new Uint8Array(tree.size);
    let behind = 0;
    for (const report of deliveries) {
      const stage = stageIndex(report.stage);
      if (stage < (standing[report.position] ?? 0)) behind++;
      else standing[report.position] = stage;
    }
    expect(behind / deliveries.length).toBeGreaterThan(0.003);
    expect(behind / deliveries.length).toBeLessThan(0.05);
  });

  it('counts no more voters than the list allows, and never fewer as the day goes on', () => {
    const last = new Map<number, number>();
    const told = deliveries.filter((report) => report.turnout !== undefined);
    const wrong = told
      .sort((a, b) => a.occurredAt - b.occurredAt)
      .filter(({ position, turnout = 0 }) => {
        const before = last.get(position) ?? 0;
        last.set(position, turnout);
        return turnout < before || turnout > 600;
      });
    expect(wrong).toEqual([]);
  });
});

describe('PlanBuilder', () => {
  const dispatch = { ordinal: 0, stage: 'open', occurred: 420, due: 421, turnout: -1, note: 0 } as const;

  it('grows, sorts by time and drops what arrives after the last day', () => {
    const builder = new PlanBuilder(calendar.startsAt, SPAN, 1);
    for (let n = 0; n < 50; n++) builder.add(n, { ...dispatch, due: 500 - n });
    builder.add(99, { ...dispatch, due: SPAN.until });
    const built = builder.build();
    expect(built.length).toBe(50);
    expect(built.at(0)).toMatchObject({ position: 49, dueAt: at(451 / 60), occurredAt: at(7), turnout: undefined });
    expect(built.countDueBy(at(451 / 60))).toBe(1);
    expect(built.countDueBy(at(451 / 60) - 1)).toBe(0);
    expect(built.countDueBy(Infinity)).toBe(50);
    expect(built.dueAt(50)).toBe(Infinity);
  });

  it('refuses a span that its sort keys cannot hold', () => {
    expect(() => new PlanBuilder(0, { from: 0, until: 7 * 24 * 60 }, 1)).toThrow(RangeError);
  });
});

describe('reportId', () => {
  it('has the form of a v4 UUID and differs by seed, TPS and ordinal', () => {
    const ids = [reportId(1, '3501011001001', 0), reportId(2, '3501011001001', 0), reportId(1, '3501011001002', 0)];
    ids.push(reportId(1, '3501011001001', 1));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect(reportId(1, '3501011001001', 0)).toBe(ids[0]);
  });
});

describe('RandomStream', () => {
  it('has the means its distributions promise', () => {
    const stream = new RandomStream(3, 'test');
    const mean = (draw: () => number): number => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b) / 20_000;
    expect(mean(() => stream.between(2, 4))).toBeCloseTo(3, 1);
    expect(mean(() => stream.normal(5, 1))).toBeCloseTo(5, 1);
    expect(mean(() => stream.exponential(2))).toBeCloseTo(2, 0);
    expect(mean(() => (stream.skewed(7, 0.8) < 7 ? 1 : 0))).toBeCloseTo(0.5, 1);
  });
});

describe('nextPhase', () => {
  it('goes from the eve to the end of the days and then stops', () => {
    const phases: number[] = [];
    for (let now: number | null = at(-24); now !== null; now = nextPhase(calendar, now)) phases.push(now);
    expect(phases.at(-1)).toBe(at(48));
    expect(phases).toContain(at(9));
    expect([...phases].sort((a, b) => a - b)).toEqual(phases);
  });
});
