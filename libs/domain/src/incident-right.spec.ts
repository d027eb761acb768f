import { describe, expect, it } from '@jest/globals';
import type { Incident, IncidentChange } from './incident';
import { mayChangeIncident } from './incident-right';
import type { Person, Role } from './person';

const person = (name: string, role: Role, scope = '3578'): Person => ({
  id: name,
  name,
  displayName: name,
  role,
  scope: scope as Person['scope'],
});
const [sari, budi, lead] = [
  person('sari', 'operator'),
  person('budi', 'operator'),
  person('lead', 'supervisor'),
] as const;
const held = (by: Person | null, changes: Partial<Incident> = {}): Incident =>
  ({
    place: '3578011001001',
    assignee: by === null ? null : { id: by.id, name: by.name },
    status: by === null ? 'new' : 'assigned',
    isParent: false,
    ...changes,
  }) as Incident;
const to = ({ id, name }: Person): IncidentChange => ({ assignee: { id, name } });

describe('who may change an incident', () => {
  it('an operator: what is held or free, taking and giving back, never giving to others', () => {
    expect(mayChangeIncident(sari, held(null), to(sari))).toBe(true);
    expect(mayChangeIncident(sari, held(null), { outcome: 'beres' })).toBe(true);
    expect(mayChangeIncident(sari, held(sari), { assignee: null })).toBe(true);
    expect(mayChangeIncident(sari, held(null), to(budi))).toBe(false);
    expect(mayChangeIncident(sari, held(budi), to(sari))).toBe(false);
    expect(mayChangeIncident(sari, held(budi), { assignee: null })).toBe(false);
    expect(mayChangeIncident(sari, held(budi), { note: 'lain' })).toBe(false);
  });

  it('an operator: comment on, link and attach to what a colleague holds, and reopen what has ended', () => {
    expect(mayChangeIncident(sari, held(budi), {})).toBe(true);
    expect(mayChangeIncident(sari, held(budi), { addLinks: ['x'], addAttachments: ['y'] })).toBe(true);
    const ended = held(budi, { status: 'resolved' });
    expect(mayChangeIncident(sari, ended, { status: 'reopened', ...to(sari) })).toBe(true);
    expect(mayChangeIncident(sari, ended, { status: 'reopened', ...to(budi) })).toBe(false);
    expect(mayChangeIncident(sari, ended, { status: 'closed' })).toBe(false);
    expect(mayChangeIncident(sari, held(budi), { status: 'reopened' })).toBe(false);
  });

  it('a supervisor: anything in the region, parents included', () => {
    expect(mayChangeIncident(lead, held(budi), to(sari))).toBe(true);
    expect(mayChangeIncident(lead, held(null, { isParent: true }), { outcome: 'surut' })).toBe(true);
    expect(mayChangeIncident(sari, held(null, { isParent: true }), { outcome: 'surut' })).toBe(false);
  });

  it('nobody: outside the region, into another region, or without the permission', () => {
    const elsewhere = held(null, { place: '3501012001001' as Incident['place'] });
    expect(mayChangeIncident(sari, elsewhere, to(sari))).toBe(false);
    expect(mayChangeIncident(lead, elsewhere, {})).toBe(false);
    expect(mayChangeIncident(lead, held(null), { place: elsewhere.place })).toBe(false);
    for (const role of ['administrator', 'verifier', 'commissioner', 'viewer', 'field'] as const)
      expect(mayChangeIncident(person('x', role), held(null), {})).toBe(false);
  });
});
