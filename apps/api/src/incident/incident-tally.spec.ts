import { describe, expect, it } from '@jest/globals';
import { INCIDENT_STATUSES, SYSTEM_ACTOR, covers, isOpen, nextDue } from '@posko/domain';
import { openIncident, DEFAULT_INCIDENT_POLICY as policy } from '@posko/domain';
import type { Incident, JournalEntry } from '@posko/domain';
import { smallTpsCode } from '@posko/testing';
import fc from 'fast-check';
import { IncidentTally } from './incident-tally';

const PEOPLE = ['sari', 'budi'];
const NOW = 90 * 60_000;

const step = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  position: fc.constantFrom(0, 9, 20, 39),
  status: fc.constantFrom(...INCIDENT_STATUSES),
  assignee: fc.constantFrom(null, ...PEOPLE),
  parent: fc.constantFrom(null, null, 'a', 'd'),
  tier: fc.constantFrom('kecamatan' as const, 'kabupaten' as const),
  kind: fc.constantFrom('LOG-01' as const, 'LOG-03' as const),
});

/** The entries of these steps: what comes first opens an incident, what follows changes it. */
function entriesOf(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): JournalEntry[] {
  const places = new Map<string, Incident['place']>();
  return steps.map(({ id, position, assignee, ...rest }, n) => {
    const place = smallTpsCode(position) as Incident['place'];
    const base = openIncident({ id, number: 1, kind: rest.kind, place, note: '' }, { by: SYSTEM_ACTOR, at: 0, policy });
    const parent = rest.parent === id ? null : rest.parent;
    const incident = {
      ...base,
      ...rest,
      parent,
      assignee: assignee === null ? null : { id: assignee, name: assignee },
    };
    const before = places.get(id);
    places.set(id, place);
    const entry = { seq: n + 1, at: 0, commandId: '', subject: place };
    if (before === undefined) return { ...entry, kind: 'incident.opened.v1', body: { incident, actor: SYSTEM_ACTOR } };
    const from = before === place ? {} : { movedFrom: before };
    return { ...entry, kind: 'incident.changed.v1', body: { incident, change: {}, ...from, actor: SYSTEM_ACTOR } };
  });
}

function recount(entries: readonly JournalEntry[], scope: string, person: string): Record<string, number> {
  const latest = new Map(entries.map(({ body }) => (body as { incident: Incident }).incident).map((i) => [i.id, i]));
  const all = [...latest.values()].filter(({ place }) => covers(scope, place));
  const open = all.filter(({ status }) => isOpen(status));
  const alone = open.filter(({ parent }) => !isOpen(latest.get(parent ?? '')?.status ?? 'closed'));
  return {
    mine: open.filter(({ assignee }) => assignee?.id === person).length,
    unassigned: alone.filter(({ assignee }) => assignee === null).length,
    region: alone.filter(({ tier }) => tier === 'kabupaten').length,
    breached: alone.filter((incident) => (nextDue(incident) ?? Infinity) <= NOW).length,
    open: open.length,
    all: all.length,
  };
}

describe('the tally of incidents', () => {
  it('is what a count of everything gives, whatever happened and in whatever portions it was heard of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat({ max: 40 }), async (steps, cut) => {
        const entries = entriesOf(steps);
        const tally = new IncidentTally({ tally: () => Promise.resolve({ seq: 0, open: [], places: [] }) } as never);
        await tally.load();
        tally.apply(entries.slice(0, cut));
        // Some of it again: what was taken does not count twice.
        tally.apply(entries.slice(Math.max(0, cut - 5)));
        for (const scope of ['0', '35', '3501', '357801', smallTpsCode(20)])
          for (const person of PEOPLE)
            expect(tally.counts({ scope, tier: 'kabupaten', person, now: NOW })).toEqual(
              recount(entries, scope, person),
            );
      }),
    );
  });
});
