import { describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR, Scope } from '@posko/domain';
import type { JournalBody, JournalEntry, JournalKind, Role } from '@posko/domain';
import { actorIn, bodyFor } from './audit-body';

const entry = <K extends JournalKind>(kind: K, body: unknown): JournalEntry<K> => ({
  ...{ seq: 7, at: 0, kind, subject: '3501012001001', commandId: '' },
  body: body as JournalBody<K>,
});
const shown = (role: Role, of: JournalEntry): Record<string, unknown> =>
  bodyFor({ role, scope: Scope.parse('35') }, of);

describe('what an audit shows of an entry', () => {
  const incident = { id: 'x', kind: 'LOG-01', note: 'kurang 40', phone: '0812', caller: 'Siti' };
  const changed = entry('incident.changed.v1', {
    incident,
    change: { status: 'closed', note: 'kurang 41' },
    comment: 'katanya sudah',
    actor: SYSTEM_ACTOR,
  });

  it('of an incident, to whoever may only watch: not what callers said', () => {
    expect(shown('viewer', changed)).toEqual({
      incident: { id: 'x', kind: 'LOG-01' },
      change: { status: 'closed' },
      actor: SYSTEM_ACTOR,
    });
    expect(shown('supervisor', changed)).toEqual(changed.body);
  });

  it('of a call, to whoever may not read contacts: not whom it reached', () => {
    const call = entry('call.ended.v1', { outcome: 'reached', note: 'a', phone: '0812', actor: SYSTEM_ACTOR });
    expect(shown('administrator', call)).toEqual({ outcome: 'reached', actor: SYSTEM_ACTOR });
    expect(shown('operator', call)).toEqual(call.body);
  });

  it('and leaves the entry as it is', () => {
    expect(changed.body.incident).toBe(incident);
  });

  it('names who did it, where that is known', () => {
    expect(actorIn(shown('viewer', changed))).toEqual(SYSTEM_ACTOR);
    expect(actorIn({ at: 'x' })).toBeNull();
  });
});
