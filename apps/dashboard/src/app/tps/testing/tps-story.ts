import type { ResponseOf } from '../../shell/board-store';

type Tps = ResponseOf<'tps'>;
type Entry = Tps['story'][number];
type Report = Extract<Entry, { kind: 'report' }>;

export function reportEntry(changes: Partial<Report> = {}): Report {
  return {
    kind: 'report',
    seq: 12,
    receipt: 'C-7K3M-9QXA',
    receivedAt: '2024-11-27T13:04:00+07:00',
    standsAt: 'closed',
    stage: 'closed',
    occurredAt: '2024-11-27T13:00:00+07:00',
    lateMinutes: 0,
    effect: 'advanced',
    source: 'field',
    ...changes,
  };
}

/** TPS 002 of Darmo: ready, opened (said twice, the earlier time last), closed with a turnout and a note. */
export const TPS_STORY: Tps = {
  seq: 12,
  at: '2024-11-27T13:05:00+07:00',
  code: '3578041001002',
  number: 2,
  position: 3,
  path: [
    { code: '35', name: 'JAWA TIMUR', level: 'provinsi' },
    { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' },
    { code: '357804', name: 'WONOKROMO', level: 'kecamatan' },
    { code: '3578041001', name: 'DARMO', level: 'desa' },
  ],
  dpt: { l: 250, p: 265, total: 515 },
  stage: 'closed',
  stageAt: '2024-11-27T13:00:00+07:00',
  marks: ['overdue'],
  overdue: null,
  turnout: { voters: 371, at: '2024-11-27T13:00:00+07:00' },
  story: [
    reportEntry({ turnout: 371, note: 'Kunci kotak diganti' }),
    reportEntry({
      seq: 9,
      receipt: '9-2222-2222',
      stage: 'open',
      effect: 'behind',
      occurredAt: '2024-11-27T07:05:00+07:00',
      receivedAt: '2024-11-27T13:02:00+07:00',
      source: 'hotline',
    }),
    {
      kind: 'stepBack',
      seq: 8,
      receipt: '8-3333-3333',
      receivedAt: '2024-11-27T08:30:00+07:00',
      standsAt: 'open',
      stoodAt: 'closed',
      reason: 'Salah TPS',
      by: 'penyelia 1',
    },
    reportEntry({
      seq: 5,
      receipt: '5-1111-1111',
      stage: 'open',
      standsAt: 'open',
      occurredAt: '2024-11-27T07:40:00+07:00',
      receivedAt: '2024-11-27T07:41:00+07:00',
      lateMinutes: 10,
    }),
    reportEntry({
      seq: 2,
      receipt: '2-0000-0000',
      stage: 'ready',
      standsAt: 'ready',
      occurredAt: '2024-11-26T17:00:00+07:00',
      receivedAt: '2024-11-26T17:01:00+07:00',
    }),
  ],
};
