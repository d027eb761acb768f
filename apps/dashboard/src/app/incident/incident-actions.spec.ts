import { INCIDENT_STATUSES } from '@posko/domain';
import { incidentRow } from '@posko/testing';
import { actionsFor, takingOf } from './incident-actions';
import type { Actable } from './incident-actions';

const SRI = {
  id: '00000000-0000-4000-8000-00000000a001',
  name: 'sri',
  role: 'operator',
  scope: '3578' as never,
} as const;
const LEAD = { ...SRI, id: '00000000-0000-4000-8000-00000000a002', role: 'supervisor' } as const;
const ADI = { id: '00000000-0000-4000-8000-00000000a003', name: 'adi' };
const row = (changes: Parameters<typeof incidentRow>[0] = {}): Actable => ({ ...incidentRow(changes), referral: null });

describe('an operator', () => {
  it('takes, works on, and ends what nobody holds', () => {
    expect(actionsFor(row(), SRI)).toEqual([
      ...['take', 'wait', 'refer', 'resolve', 'edit', 'comment', 'attach', 'duplicate', 'invalid'],
    ]);
  });

  it('gives back or goes on with the own', () => {
    const mine = actionsFor(row({ status: 'assigned', assignee: { id: SRI.id, name: 'sri' } }), SRI);
    expect(mine).toEqual(expect.arrayContaining(['start', 'giveBack', 'resolve']));
    expect(mine).not.toContain('take');
    expect(mine).not.toContain('assign');
  });

  it('only adds to what a colleague holds', () => {
    expect(actionsFor(row({ status: 'inProgress', assignee: ADI }), SRI)).toEqual(['comment', 'attach']);
  });

  it('reopens or closes what is resolved', () => {
    expect(actionsFor(row({ status: 'resolved', assignee: { id: SRI.id, name: 'sri' } }), SRI)).toEqual([
      ...['close', 'reopen', 'comment', 'attach'],
    ]);
    expect(actionsFor(row({ status: 'closed', assignee: ADI }), SRI)).toEqual(['reopen', 'comment', 'attach']);
  });

  it('does nothing outside the own region', () => {
    expect(actionsFor(row({ place: '3573011001001' }), SRI)).toEqual([]);
  });
});

describe('a supervisor', () => {
  it('takes over and assigns what others hold', () => {
    const actions = actionsFor(row({ status: 'inProgress', assignee: ADI, parent: LEAD.id }), LEAD);
    expect(actions).toEqual(expect.arrayContaining(['take', 'assign', 'giveBack', 'leave']));
  });

  it('notes a reply that is awaited, once', () => {
    const referral = { to: 'pln', at: '2024-11-27T01:00:00Z', reference: null, reply: null, repliedAt: null } as const;
    expect(actionsFor({ ...row({ status: 'referred' }), referral }, LEAD)).toContain('reply');
    expect(
      actionsFor({ ...row({ status: 'referred' }), referral: { ...referral, reply: 'menyala' } }, LEAD),
    ).not.toContain('reply');
  });

  it('makes no duplicate of a parent', () => {
    expect(actionsFor(row({ isParent: true }), LEAD)).not.toContain('duplicate');
  });
});

it.each(INCIDENT_STATUSES)('a viewer may do nothing with what is %s', (status) => {
  expect(actionsFor(row({ status }), { ...SRI, role: 'viewer' })).toEqual([]);
});

it('taking begins new work and leaves what waits as it is', () => {
  expect(takingOf({ status: 'new' })).toEqual({ assignee: 'me', status: 'inProgress' });
  expect(takingOf({ status: 'waiting' })).toEqual({ assignee: 'me' });
});
