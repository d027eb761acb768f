import { smallTpsCode } from '@posko/testing';
import type { Room } from './room';

/** A morning in the small register, at 09.20: most are open, some only ready, four silent, one turnout, marks of both kinds. */
export async function morning(room: Room): Promise<void> {
  const codes = Array.from({ length: 40 }, (_, position) => smallTpsCode(position));
  await room.setClock('2024-11-26T16:45:00+07:00');
  for (const code of codes.filter((_, position) => position % 10 !== 7)) {
    await room.report(code, { stage: 'ready', occurredAt: '2024-11-26T16:30:00+07:00' });
  }
  await room.setClock('2024-11-27T07:10:00+07:00');
  for (const code of codes.filter((_, position) => position % 10 !== 7 && position % 5 !== 3)) {
    await room.report(code, { stage: 'open', occurredAt: '2024-11-27T07:02:00+07:00' });
  }
  await room.setClock('2024-11-27T09:05:00+07:00');
  await room.report(smallTpsCode(21), {
    stage: 'open',
    occurredAt: '2024-11-27T09:00:00+07:00',
    turnout: 187,
    note: 'Antrean panjang sejak pagi',
  });
  await room.send('POST', `/api/tps/${smallTpsCode(21)}/marks`, {
    mark: 'psl',
    isSet: true,
    reason: 'Banjir, pemungutan dilanjutkan besok',
  });
  await room.setClock('2024-11-27T09:20:00+07:00');
}
