import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { INCIDENT_STATUSES, INCIDENT_TRANSITIONS, isOpen } from './incident';
import type { Incident, IncidentChange, IncidentStatus } from './incident';
import { changeIncident } from './incident-change';
import type { RefusedChange } from './incident-change';
import { clocksOf, nextDue } from './incident-clock';
import { INCIDENT_KIND_CODES } from './incident-kind';
import { openIncident } from './incident-opening';
import { DEFAULT_INCIDENT_POLICY as policy, solutionSpan } from './incident-policy';

const T0 = Date.parse('2024-11-27T00:00:00Z');
const MINUTE = 60_000;
const [SARI, BUDI] = ['sari', 'budi'].map((name, i) => ({ id: `00000000-0000-4000-8000-00000000000${i}`, name })) as [
  { id: string; name: string },
  { id: string; name: string },
];
const ID = '00000000-0000-4000-8000-0000000000aa';
const OTHER = '00000000-0000-4000-8000-0000000000bb';
const place = '3578011001001' as Incident['place'];

const opened = (changes: Partial<Parameters<typeof openIncident>[0]> = {}): Incident =>
  openIncident({ id: ID, number: 7, kind: 'LOG-01', place, note: 'kurang', ...changes }, { by: SARI, at: T0, policy });

const isRefused = (result: Incident | RefusedChange): result is RefusedChange => 'refused' in result;

/** Changes one after the other, a minute apart; throws where one is refused. */
const after = (incident: Incident, ...changes: IncidentChange[]): Incident =>
  changes.reduce((state, change, index) => {
    const next = changeIncident(state, change, { by: SARI, at: T0 + (index + 1) * MINUTE, policy });
    if (isRefused(next)) throw new Error(`${next.refused}: ${next.from} to ${next.to}`);
    return next;
  }, incident);

const refusal = (incident: Incident, change: IncidentChange): string | null => {
  const result = changeIncident(incident, change, { by: SARI, at: T0 + MINUTE, policy });
  return isRefused(result) ? result.refused : null;
};

/** What has to be said to get to a status. */
const TO: Record<IncidentStatus, IncidentChange> = {
  new: { assignee: null },
  assigned: { assignee: BUDI },
  inProgress: { status: 'inProgress' },
  waiting: { waitingReason: 'menunggu PPK' },
  referred: { referral: { to: 'bawaslu' } },
  resolved: { outcome: 'dikirim' },
  closed: { status: 'closed' },
  reopened: { status: 'reopened' },
  invalid: { status: 'invalid' },
  duplicate: { duplicateOf: OTHER },
};
/** One way to each status. */
const WAY: Record<IncidentStatus, IncidentStatus[]> = {
  new: [],
  assigned: ['assigned'],
  inProgress: ['inProgress'],
  waiting: ['waiting'],
  referred: ['referred'],
  resolved: ['resolved'],
  closed: ['resolved', 'closed'],
  reopened: ['resolved', 'reopened'],
  invalid: ['invalid'],
  duplicate: ['duplicate'],
};
const standing = (status: IncidentStatus): Incident => after(opened(), ...WAY[status].map((to) => TO[to]));

describe('the life of an incident', () => {
  it.each(INCIDENT_STATUSES)('leads from %s where the table says, and nowhere else', (from) => {
    const incident = standing(from);
    expect(incident.status).toBe(from);
    for (const to of INCIDENT_STATUSES.filter((status) => status !== from)) {
      const change: IncidentChange = { ...TO[to], status: to };
      const result = changeIncident(incident, change, { by: SARI, at: T0 + 9 * MINUTE, policy });
      const isAllowed = INCIDENT_TRANSITIONS[from].includes(to);
      expect([to, isRefused(result) ? result.refused : result.status]).toEqual([to, isAllowed ? to : 'transition']);
    }
  });

  it('leaves no status without a way in and a way out', () => {
    const reached = new Set<IncidentStatus>(['new']);
    for (const status of reached) for (const next of INCIDENT_TRANSITIONS[status]) reached.add(next);
    expect([...reached].sort()).toEqual([...INCIDENT_STATUSES].sort());
    expect(INCIDENT_STATUSES.filter((status) => INCIDENT_TRANSITIONS[status].length === 0)).toEqual([]);
  });

  it('follows from what is said, without naming a status', () => {
    for (const to of ['assigned', 'waiting', 'referred', 'resolved', 'duplicate'] as const) {
      expect(after(opened(), TO[to]).status).toBe(to);
    }
    expect(after(standing('assigned'), { assignee: null })).toMatchObject({ status: 'new', assignee: null });
    expect(after(standing('inProgress'), { assignee: null })).toMatchObject({ status: 'new', assignee: null });
    expect(after(standing('inProgress'), { assignee: BUDI })).toMatchObject({ status: 'assigned', assignee: BUDI });
    expect(after(standing('inProgress'), { assignee: SARI }).status).toBe('inProgress');
    expect(after(standing('waiting'), { assignee: BUDI })).toMatchObject({ status: 'waiting', assignee: BUDI });
    expect(after(standing('referred'), { referralReply: 'diterima' })).toMatchObject({
      status: 'inProgress',
      referral: { to: 'bawaslu', reply: 'diterima', repliedAt: '2024-11-27T00:01:00.000Z' },
    });
    expect(after(opened(), { note: 'kurang 20' })).toMatchObject({ status: 'new', note: 'kurang 20' });
  });

  it('gives what nobody holds to whoever acts on it, but for the children of a parent', () => {
    for (const to of ['inProgress', 'waiting', 'referred', 'resolved'] as const) {
      expect(after(opened(), TO[to]).assignee).toEqual(SARI);
      expect(after(opened({ parent: OTHER }), TO[to]).assignee).toBeNull();
    }
    expect(after(opened(), TO.invalid).assignee).toBeNull();
  });

  it('asks for what belongs to a status', () => {
    expect(refusal(opened(), { status: 'resolved' })).toBe('needsOutcome');
    expect(refusal(opened(), { status: 'waiting' })).toBe('needsWaitingReason');
    expect(refusal(opened(), { status: 'referred' })).toBe('needsReferral');
    expect(refusal(opened(), { status: 'duplicate' })).toBe('needsDuplicateOf');
    expect(refusal(opened(), { status: 'assigned' })).toBe('needsAssignee');
    expect(refusal(standing('assigned'), { status: 'assigned', assignee: null })).toBe('needsAssignee');
    expect(refusal(opened(), { referralReply: 'ya' })).toBe('needsReferral');
    expect(after(standing('referred'), TO.waiting, { status: 'referred' }).referral).toMatchObject({ to: 'bawaslu' });
  });

  it('refuses what contradicts itself', () => {
    expect(refusal(opened(), { status: 'inProgress', outcome: 'selesai' })).toBe('contradiction');
    expect(refusal(opened(), { status: 'inProgress', waitingReason: 'menunggu' })).toBe('contradiction');
    expect(refusal(opened(), { status: 'waiting', waitingReason: 'x', referral: { to: 'pln' } })).toBe('contradiction');
    expect(refusal(opened(), { status: 'invalid', duplicateOf: OTHER })).toBe('contradiction');
    expect(refusal(standing('assigned'), { status: 'new', assignee: BUDI })).toBe('contradiction');
    expect(refusal(opened(), { duplicateOf: ID })).toBe('itself');
    expect(refusal(opened(), { parent: ID })).toBe('itself');
    expect(refusal(opened({ isParent: true }), { parent: OTHER })).toBe('isParent');
    expect(refusal(opened({ isParent: true }), { duplicateOf: OTHER })).toBe('isParent');
  });

  it('begins anew when reopened: clocks, outcome, holder', () => {
    const reopened = after(standing('closed'), { status: 'reopened' });
    expect(reopened).toMatchObject({
      ...{ status: 'reopened', assignee: null, outcome: null, resolvedAt: null, closedAt: null, reopenings: 1 },
      ...{ startedAt: '2024-11-27T00:01:00.000Z', firstAnsweredAt: null, openedAt: '2024-11-27T00:00:00.000Z' },
      answerDueAt: '2024-11-27T00:31:00.000Z',
      solutionDueAt: '2024-11-27T04:01:00.000Z',
    });
    expect(after(standing('resolved'), { status: 'reopened', assignee: BUDI }).assignee).toEqual(BUDI);
    expect(after(standing('duplicate'), { status: 'reopened' }).duplicateOf).toBeNull();
  });

  it('takes another severity from another kind, unless someone had set it, and never goes down a tier', () => {
    expect(after(opened(), { kind: 'LOG-02' })).toMatchObject({ severity: 9, tier: 'provinsi' });
    expect(after(opened({ severity: 3 }), { kind: 'LOG-02' })).toMatchObject({ severity: 3, tier: 'kecamatan' });
    expect(after(opened(), { severity: 2 })).toMatchObject({ severity: 2, tier: 'kabupaten' });
    expect(after(opened(), { severity: 10 }).answerDueAt).toBe('2024-11-27T00:01:00.000Z');
  });

  it('is not answered by a call that was taken for a question, and is by one that turns out to be', () => {
    const riot = after(opened({ kind: 'INF-01' }), { kind: 'SEC-02' });
    expect(riot).toMatchObject({ firstAnsweredAt: null, answerDueAt: '2024-11-27T00:01:00.000Z', tier: 'provinsi' });
    expect(after(riot, { status: 'inProgress' }).firstAnsweredAt).toBe('2024-11-27T00:01:00.000Z');
    expect(after(opened({ kind: 'INF-01' }), { severity: 5 }).firstAnsweredAt).toBeNull();
    const begun = after(opened({ kind: 'INF-01' }), { status: 'inProgress' }, { kind: 'SEC-02' });
    expect(begun.firstAnsweredAt).toBe('2024-11-27T00:00:00.000Z');
    expect(after(opened(), { kind: 'INF-01' }).firstAnsweredAt).toBe('2024-11-27T00:00:00.000Z');
  });

  it('keeps links and attachments once each, and no link to itself', () => {
    const linked = after(opened({ attachments: ['a'] }), { addLinks: [OTHER, ID] }, { addLinks: [OTHER] });
    expect([linked.links, linked.attachments]).toEqual([[OTHER], ['a']]);
  });
});

const anyChange: fc.Arbitrary<IncidentChange> = fc.oneof(
  fc.constantFrom(...INCIDENT_STATUSES).map((to) => TO[to]),
  fc.constantFrom(...INCIDENT_STATUSES).map((status) => ({ status })),
  fc.constantFrom(SARI, BUDI, null).map((assignee) => ({ assignee })),
  fc.constantFrom(...INCIDENT_KIND_CODES).map((kind) => ({ kind })),
  fc.integer({ min: 1, max: 10 }).map((severity) => ({ severity })),
  fc.constant({ referralReply: 'ya' }),
  fc.constant({ note: 'lagi' }),
);
const anyWalk = fc.array(fc.tuple(anyChange, fc.integer({ min: 0, max: 5 * 60 * MINUTE })), { maxLength: 25 });
const anyKind = fc.constantFrom(...INCIDENT_KIND_CODES);

/** Every incident on the way, refused changes left out, with what changed it and when. */
function walk(start: Incident, steps: readonly (readonly [IncidentChange, number])[]): Step[] {
  const way: Step[] = [{ incident: start, change: {}, at: T0 }];
  let at = T0;
  for (const [change, wait] of steps) {
    at += wait;
    const before = (way.at(-1) as Step).incident;
    const incident = changeIncident(before, change, { by: SARI, at, policy });
    if (!isRefused(incident)) way.push({ incident, change, at });
  }
  return way;
}
interface Step {
  readonly incident: Incident;
  readonly change: IncidentChange;
  readonly at: number;
}
const pairs = (way: readonly Step[]): (readonly [Step, Step])[] =>
  way.slice(1).map((step, index) => [way[index] as Step, step]);

describe('whatever is done to an incident', () => {
  it('its version grows by one each time, and its status moves as the table says', () => {
    fc.assert(
      fc.property(anyKind, anyWalk, (kind, steps) => {
        for (const [{ incident: before }, { incident }] of pairs(walk(opened({ kind }), steps))) {
          expect(incident.version).toBe(before.version + 1);
          if (incident.status !== before.status) expect(INCIDENT_TRANSITIONS[before.status]).toContain(incident.status);
        }
      }),
    );
  });

  it('the solution is due after its time and all pauses, and a pause is there exactly while it stands still', () => {
    fc.assert(
      fc.property(anyKind, anyWalk, (kind, steps) => {
        for (const { incident } of walk(opened({ kind }), steps)) {
          const span = solutionSpan(incident, policy) + incident.pausedMs;
          expect(Date.parse(incident.solutionDueAt)).toBe(Date.parse(incident.startedAt) + span);
          expect(incident.pausedAt !== null).toBe(['waiting', 'referred'].includes(incident.status));
        }
      }),
    );
  });

  it('its clocks never go back, but for another kind or severity, or once the first answer is there', () => {
    fc.assert(
      fc.property(anyKind, anyWalk, (kind, steps) => {
        for (const [{ incident: before }, { incident, change }] of pairs(walk(opened({ kind }), steps))) {
          if (change.kind !== undefined || change.severity !== undefined) continue;
          const isAnswer = incident.firstAnsweredAt !== before.firstAnsweredAt;
          for (const clock of [
            'answerDueAt',
            'solutionDueAt',
            ...(isAnswer ? [] : (['updateDueAt'] as const)),
          ] as const)
            expect(Date.parse(incident[clock])).toBeGreaterThanOrEqual(Date.parse(before[clock]));
        }
      }),
    );
  });

  it('time spent waiting never counts', () => {
    const until = (minutes: number): Incident =>
      walk(opened(), [
        [TO.inProgress, 5 * MINUTE],
        [TO.waiting, 5 * MINUTE],
        [TO.inProgress, minutes * MINUTE],
      ]).at(-1)?.incident as Incident;
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (minutes) => {
        const [none, some] = [until(0), until(minutes)];
        const at = T0 + 10 * MINUTE;
        const left = clocksOf(none, at, policy).solution.leftMs;
        expect(clocksOf(some, at + minutes * MINUTE, policy).solution.leftMs).toBe(left);
      }),
    );
  });

  it('between two changes time only runs down, and not at all while it waits', () => {
    fc.assert(
      fc.property(anyKind, anyWalk, fc.nat(1e8), fc.nat(1e8), (kind, steps, one, two) => {
        const { incident, at } = walk(opened({ kind }), steps).at(-1) as Step;
        const [early, late] = [at + Math.min(one, two), at + Math.max(one, two)];
        for (const clock of ['answer', 'update', 'solution'] as const) {
          const [a, b] = [clocksOf(incident, early, policy)[clock], clocksOf(incident, late, policy)[clock]];
          const passed = a.state === 'paused' ? 0 : late - early;
          if (a.state !== 'done') expect(a.leftMs - b.leftMs).toBe(passed);
        }
      }),
    );
  });

  it('is queued by a clock that runs, and by none once no work is left', () => {
    fc.assert(
      fc.property(anyKind, anyWalk, (kind, steps) => {
        const { incident, at } = walk(opened({ kind }), steps).at(-1) as Step;
        const running = Object.values(clocksOf(incident, at, policy)).filter(
          ({ state }) => state !== 'done' && state !== 'paused',
        );
        const due = running.length === 0 ? null : Math.min(...running.map(({ dueAt }) => dueAt));
        expect(nextDue(incident)).toBe(due);
        if (!isOpen(incident.status)) expect(due).toBeNull();
      }),
    );
  });

  it('escalates only what is open, below the top and not waiting', () => {
    fc.assert(
      fc.property(anyKind, anyWalk, (kind, steps) => {
        for (const { incident } of walk(opened({ kind }), steps)) {
          const canRise = isOpen(incident.status) && incident.status !== 'waiting' && incident.tier !== 'provinsi';
          expect(incident.escalatesAt !== null).toBe(canRise);
        }
      }),
    );
  });
});
