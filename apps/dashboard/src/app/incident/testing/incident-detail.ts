import { incidentRow } from '@posko/testing';
import type { Incident } from '@posko/domain';
import { isoTime } from '@posko/domain';
import { ROOM_TIME } from '../../shell/testing/fake-room';
import type { IncidentDetail } from '../incident-store';

const AT = isoTime(ROOM_TIME);

/** An incident in full, opened at 08.00 by Adi. */
export function incident(changes: Partial<Incident> = {}): Incident {
  const { hasAttachments: _, ...row } = incidentRow();
  return {
    ...row,
    note: 'Kurang 20 lembar',
    phone: '081234567890',
    caller: 'Budi',
    waitingReason: null,
    referral: null,
    outcome: null,
    links: [],
    attachments: [],
    openedBy: { id: '00000000-0000-4000-8000-00000000a003', name: 'adi' },
    startedAt: row.openedAt,
    pausedMs: 0,
    escalatesAt: null,
    closedAt: null,
    reopenings: 0,
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
