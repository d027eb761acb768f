import { describe, expect, it } from '@jest/globals';
import type { Incident } from './incident';
import { changeIncident } from './incident-change';
import { clocksOf, compareDue, isBreached } from './incident-clock';
import { openIncident } from './incident-opening';
import type { IncidentOpening } from './incident-opening';
import { DEFAULT_INCIDENT_POLICY, incidentPolicyOf } from './incident-policy';
import { escalateIncident, escalationDue, initialTier, tierOf } from './incident-tier';

const T0 = Date.parse('2024-11-27T00:00:00Z');
const MINUTE = 60_000;
const SARI = { id: '00000000-0000-4000-8000-000000000001', name: 'sari' };
const place = '3578011001001' as Incident['place'];
const policy = DEFAULT_INCIDENT_POLICY;

const opened = (changes: Partial<IncidentOpening> = {}, rules = policy): Incident =>
  openIncident(
    { id: '00000000-0000-4000-8000-0000000000aa', number: 1, kind: 'OPN-01', place, note: '', ...changes },
    { by: SARI, at: T0, policy: rules },
  );
const changed = (incident: Incident, change: Parameters<typeof changeIncident>[1], minutes: number): Incident => {
  const result = changeIncident(incident, change, { by: SARI, at: T0 + minutes * MINUTE, policy });
  if ('refused' in result) throw new Error(result.refused);
  return result;
};
/** Minutes left of each clock, and how it stands. */
const reading = (incident: Incident, minutes: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(clocksOf(incident, T0 + minutes * MINUTE)).map(([clock, { leftMs, state }]) => [
      clock,
      `${leftMs / MINUTE} ${state}`,
    ]),
  );

describe('the clocks of an incident', () => {
  it('run from the opening, by kind and severity', () => {
    expect(reading(opened(), 0)).toEqual({ answer: '60 ok', update: '120 ok', solution: '480 ok' });
    expect(reading(opened({ kind: 'ENV-02' }), 0)).toEqual({ answer: '15 ok', update: '30 ok', solution: '120 ok' });
  });

  it('warn with a quarter or ten minutes left, then tell of the breach', () => {
    expect(reading(opened(), 45)['answer']).toBe('15 ok');
    expect(reading(opened(), 46)['answer']).toBe('14 soon');
    expect(reading(opened({ kind: 'ENV-02' }), 6)['answer']).toBe('9 soon');
    expect(reading(opened(), 60)['answer']).toBe('0 breached');
    expect([isBreached(opened(), T0 + 59 * MINUTE), isBreached(opened(), T0 + 60 * MINUTE)]).toEqual([false, true]);
  });

  it('take the time of the severity where someone set another one', () => {
    expect(reading(opened({ severity: 9 }), 0)).toEqual({ answer: '15 ok', update: '30 ok', solution: '120 ok' });
    expect(reading(opened({ severity: 5 }), 0)['answer']).toBe('60 ok');
  });

  it('never ask for an update or a solution before the first answer is due', () => {
    expect(reading(opened({ kind: 'PSU-01' }), 0)).toEqual({ answer: '720 ok', update: '720 ok', solution: '720 ok' });
    const answered = changed(opened({ kind: 'PSU-01' }), { status: 'inProgress' }, 1);
    expect(reading(answered, 1)).toMatchObject({ update: '30 ok', solution: '719 ok' });
  });

  it('have the answer to a question with the call', () => {
    expect(reading(opened({ kind: 'INF-01' }), 0)).toMatchObject({ answer: '0 done', update: '480 ok' });
    expect(reading(opened({ kind: 'INF-01', severity: 5 }), 0)['answer']).toBe('60 ok');
  });

  it('are answered by acting, not by assigning, and count the update from the last change', () => {
    const assigned = changed(opened(), { assignee: SARI }, 10);
    expect(reading(assigned, 10)).toMatchObject({ answer: '50 ok', update: '120 ok' });
    const begun = changed(assigned, { status: 'inProgress' }, 20);
    expect(begun.firstAnsweredAt).toBe('2024-11-27T00:20:00.000Z');
    expect(reading(begun, 30)).toEqual({ answer: '30 done', update: '110 ok', solution: '450 ok' });
  });

  it('all stand still while it waits', () => {
    const waiting = changed(opened(), { waitingReason: 'menunggu surat' }, 30);
    for (const minutes of [30, 500, 5000]) {
      expect(reading(waiting, minutes)).toMatchObject({ update: '120 paused', solution: '450 paused' });
    }
    const again = changed(waiting, { status: 'inProgress' }, 5000);
    expect(reading(again, 5000)).toMatchObject({ update: '120 ok', solution: '450 ok' });
    expect(again.pausedMs).toBe(4970 * MINUTE);
  });

  it('leave the solution to whom it was referred, but ask for news', () => {
    const referred = changed(opened(), { referral: { to: 'pln' } }, 30);
    expect(reading(referred, 90)).toMatchObject({ update: '60 ok', solution: '450 paused' });
    expect(reading(referred, 200)).toMatchObject({ update: '-50 breached' });
  });

  it('are done with the work', () => {
    const resolved = changed(opened(), { outcome: 'beres' }, 30);
    const states = Object.values(clocksOf(resolved, T0 + 9e9)).map(({ state }) => state);
    expect(states).toEqual(['done', 'done', 'done']);
  });

  it('order a queue: due first, then older, waiting last', () => {
    const late = { ...opened({ kind: 'LOG-03' }), number: 1 };
    const urgent = { ...opened({ kind: 'SEC-02' }), number: 3 };
    const alike = { ...urgent, number: 2 };
    const waiting = { ...changed(opened({ kind: 'SEC-02' }), { waitingReason: 'x' }, 1), number: 0 };
    expect([waiting, late, urgent, alike].sort(compareDue).map(({ number }) => number)).toEqual([2, 3, 1, 0]);
  });
});

describe('the tiers', () => {
  it('begin by severity, never below the place', () => {
    const tiers = [6, 8, 9].map((severity) => initialTier({ severity, place }));
    expect(tiers).toEqual(['kecamatan', 'kabupaten', 'provinsi']);
    expect(initialTier({ severity: 3, place: '3578' as Incident['place'] })).toBe('kabupaten');
    expect(initialTier({ severity: 3, place: '3578011001' as Incident['place'] })).toBe('kecamatan');
    expect(['0', '35', '3578', '357801', place].map(tierOf)).toEqual([
      'provinsi',
      'provinsi',
      'kabupaten',
      'kecamatan',
      'kecamatan',
    ]);
  });

  it('go up one by one while nobody answers, and end at the top', () => {
    const incident = opened();
    expect(escalationDue(incident, T0 + 60 * MINUTE - 1)).toBe(false);
    expect(escalationDue(incident, T0 + 60 * MINUTE)).toBe(true);
    const raised = escalateIncident(incident, { at: T0 + 61 * MINUTE, policy });
    expect(raised).toMatchObject({ tier: 'kabupaten', version: 2, answerDueAt: '2024-11-27T02:01:00.000Z' });
    const top = escalateIncident(raised, { at: T0 + 121 * MINUTE, policy });
    expect(top).toMatchObject({ tier: 'provinsi', escalatesAt: null });
  });

  it('go up for an update that is as late as it is long, not while it waits', () => {
    const begun = changed(opened(), { status: 'inProgress' }, 0);
    expect(begun.escalatesAt).toBe('2024-11-27T04:00:00.000Z');
    const raised = escalateIncident(begun, { at: T0 + 240 * MINUTE, policy });
    expect(raised).toMatchObject({ tier: 'kabupaten', escalatesAt: '2024-11-27T08:00:00.000Z' });
    expect(raised.answerDueAt).toBe(begun.answerDueAt);
    expect(changed(begun, { waitingReason: 'x' }, 5).escalatesAt).toBeNull();
  });
});

describe('the policy', () => {
  it('is the defaults, but for what an office has set', () => {
    const own = incidentPolicyOf({
      kinds: { 'OPN-01': { severity: 9, answerMinutes: 5 }, 'LOG-01': { answerMinutes: 7 } },
      updateMinutes: Array<number>(10).fill(45),
    });
    expect(own.kinds['LOG-01']).toEqual({ severity: 8, answerMinutes: 7 });
    expect(own.kinds['LOG-02']).toEqual({ severity: 9, answerMinutes: 15 });
    expect(reading(opened({}, own), 0)).toEqual({ answer: '5 soon', update: '45 ok', solution: '120 ok' });
    expect(opened({}, own).tier).toBe('provinsi');
  });

  it('refuses what it does not know and what makes no sense', () => {
    const parse = (setting: object) => () => incidentPolicyOf(setting);
    expect(parse({ kinds: { 'XXX-01': {} } })).toThrow();
    expect(parse({ kinds: { 'LOG-01': { severity: 11 } } })).toThrow();
    expect(parse({ updateMinutes: [1, 2, 3] })).toThrow();
    expect(parse({ updateMinute: [] })).toThrow();
    expect(parse({ solutionMinutes: Array<number>(10).fill(0) })).toThrow();
  });
});
