import type { Incident } from '@posko/domain';
import { isoTime } from '@posko/domain';
import { ROOM_TIME } from '../../shell/testing/fake-room';
import type { IncidentDetail } from '../incident-store';

const AT = isoTime(ROOM_TIME);

/** An incident in full, opened at 08.00 by Adi. */
export function incident(changes: Partial<Incident> = {}): Incident {
  const openedAt = '2024-11-27T01:00:00.000Z';
  return {
    id: '00000000-0000-4000-8000-0000000f0001',
    number: 1,
    version: 1,
    kind: 'LOG-01',
    severity: 8,
    place: '3578041001001' as Incident['place'],
    note: 'Kurang 20 lembar',
    phone: '081234567890',
    caller: 'Budi',
    status: 'new',
    assignee: null,
    tier: 'kabupaten',
    ...{ waitingReason: null, referral: null, outcome: null, duplicateOf: null, parent: null, isParent: false },
    ...{ links: [], attachments: [] },
    ...{ openedAt, openedBy: { id: '00000000-0000-4000-8000-00000000a003', name: 'adi' }, startedAt: openedAt },
    ...{ firstAnsweredAt: null, changedAt: openedAt, pausedAt: null, pausedMs: 0 },
    answerDueAt: '2024-11-27T01:30:00.000Z',
    updateDueAt: '2024-11-27T02:00:00.000Z',
    solutionDueAt: '2024-11-27T05:00:00.000Z',
    ...{ escalatedAt: null, escalatesAt: null, resolvedAt: null, closedAt: null, reopenings: 0 },
    ...changes,
  };
}

export function incidentDetail(changes: Partial<IncidentDetail> = {}): IncidentDetail {
  const one = changes.incident ?? incident();
  return {
    seq: 5,
    at: AT,
    incident: one,
    path: [
      { code: '35', name: 'JAWA TIMUR', level: 'provinsi' },
      { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' },
    ],
    history: [{ seq: 1, at: one.openedAt, by: one.openedBy, type: 'opened' }],
    children: [],
    duplicates: [],
    related: [],
    attachments: [],
    presence: { incident: one.id, viewers: [], holder: null },
    ...changes,
  };
}
