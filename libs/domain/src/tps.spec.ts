import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REPORTABLE_STAGES, STAGES, stageIndex } from './stage';
import { UNREPORTED, canStepBack, reportEffect, withMark, withReport, withStepBack } from './tps';
import type { ReportedEvent, TpsState } from './tps';

const T0 = Date.parse('2024-11-27T00:00:00Z');
const anyReport = fc
  .record({
    stage: fc.constantFrom(...REPORTABLE_STAGES),
    occurredAt: fc.integer({ min: T0, max: T0 + 86_400_000 }),
    delay: fc.integer({ min: 0, max: 86_400_000 }),
    turnout: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
  })
  .map(({ delay, ...said }) => ({ ...said, receivedAt: said.occurredAt + delay }));
const fold = (reports: readonly ReportedEvent[]): TpsState =>
  reports.reduce((state, report, index) => withReport(state, report, index + 1), UNREPORTED);

describe('a TPS', () => {
  it('stands at the furthest stage reported, whatever the order of the reports', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 1 }), (reports) => {
        expect(fold(reports).stage).toBe(Math.max(...reports.map(({ stage }) => stageIndex(stage))));
      }),
    );
  });

  it('never goes back by a report', () => {
    fc.assert(
      fc.property(fc.array(anyReport), anyReport, (reports, next) => {
        const before = fold(reports);
        expect(withReport(before, next, 99).stage).toBeGreaterThanOrEqual(before.stage);
      }),
    );
  });

  it('keeps the turnout that tells of the latest time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyReport, { selector: ({ occurredAt }) => occurredAt }), (reports) => {
        const said = reports.filter(({ turnout }) => turnout !== undefined);
        const latest = said.toSorted((a, b) => b.occurredAt - a.occurredAt)[0];
        expect(fold(reports).turnout).toBe(latest?.turnout ?? null);
      }),
    );
  });

  it('says of each report whether it advanced, repeated or came behind', () => {
    const open = fold([{ stage: 'open', occurredAt: T0, receivedAt: T0 }]);
    const at = (stage: ReportedEvent['stage']): string => reportEffect(open, { stage, occurredAt: T0 });
    expect([at('ready'), at('open'), at('closed')]).toEqual(['behind', 'repeated', 'advanced']);
  });

  it('counts its reports and remembers the last entry', () => {
    const state = fold([1, 2, 3].map((n) => ({ stage: 'ready', occurredAt: T0, receivedAt: T0 + n })));
    expect([state.reports, state.lastSeq, state.lastReceivedAt]).toEqual([3, 3, T0 + 3]);
  });

  it('starts the time for sending with the first report of the count', () => {
    const counted = { stage: 'counted', receivedAt: T0 + 10 } as const;
    expect(
      fold([
        { ...counted, occurredAt: T0 + 5 },
        { ...counted, occurredAt: T0 + 9 },
      ]).countedAt,
    ).toBe(T0 + 5);
    const outOfOrder = fold([
      { stage: 'sent', occurredAt: T0 + 9, receivedAt: T0 + 10 },
      { ...counted, occurredAt: T0 + 5 },
    ]);
    expect(outOfOrder.countedAt).toBe(T0 + 5);
  });

  it('does not believe a telephone whose clock runs ahead', () => {
    const ahead = { stage: 'counted', occurredAt: T0 + 1e9, receivedAt: T0 + 60, turnout: 300 } as const;
    const state = withReport(UNREPORTED, ahead, 1);
    expect([state.stageAt, state.countedAt, state.turnoutAt]).toEqual([T0 + 60, T0 + 60, T0 + 60]);
    const honest = { stage: 'sent', occurredAt: T0 + 90, receivedAt: T0 + 95, turnout: 301 } as const;
    expect(withReport(state, honest, 2)).toMatchObject({ turnout: 301, turnoutAt: T0 + 90 });
  });

  it('moved back to the count it never reported, owes its sending from then on', () => {
    const sent = fold([{ stage: 'sent', occurredAt: T0, receivedAt: T0 }]);
    expect(withStepBack(sent, { stage: 'counted', at: T0 + 100, seq: 2 }).countedAt).toBe(T0 + 100);
    expect(withStepBack({ ...sent, countedAt: T0 }, { stage: 'counted', at: T0 + 100, seq: 2 }).countedAt).toBe(T0);
  });

  it('may be moved back only to an earlier stage', () => {
    for (const from of STAGES) {
      for (const to of STAGES) {
        const state = { ...UNREPORTED, stage: stageIndex(from) };
        expect(canStepBack(state, to)).toBe(stageIndex(to) < stageIndex(from));
      }
    }
  });

  it('moved back, is not moved forward by what happened before', () => {
    const back = withStepBack(fold([{ stage: 'counted', occurredAt: T0, receivedAt: T0 }]), {
      stage: 'open',
      at: T0 + 100,
      seq: 2,
    });
    const old = { stage: 'counted', occurredAt: T0 + 50, receivedAt: T0 + 200 } as const;
    expect(reportEffect(back, old)).toBe('superseded');
    expect(withReport(back, old, 3)).toMatchObject({ stage: stageIndex('open'), countedAt: null, reports: 2 });
    const fresh = { ...old, occurredAt: T0 + 100 };
    expect(withReport(back, fresh, 3)).toMatchObject({ stage: stageIndex('counted'), countedAt: T0 + 100 });
  });

  it('carries marks set by hand, each on its own', () => {
    const marked = withMark(withMark(UNREPORTED, { mark: 'psu', isSet: true, seq: 1 }), {
      mark: 'sendFailed',
      isSet: true,
      seq: 2,
    });
    expect(withMark(marked, { mark: 'psu', isSet: false, seq: 3 }).marks).toBe(
      withMark(UNREPORTED, { mark: 'sendFailed', isSet: true, seq: 1 }).marks,
    );
    expect(withMark(marked, { mark: 'psu', isSet: true, seq: 3 }).marks).toBe(marked.marks);
  });
});
