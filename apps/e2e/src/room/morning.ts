import { smallTpsCode } from '@posko/testing';
import type { Room } from './room';

/** A morning in the small register, at 09.20: most are open, some only ready, four silent, one turnout, marks of both kinds. */
export async function morning(room: Room): Promise<void> {
  await room.setClock('2024-11-26T17:00:00+07:00');
  const stagesAt = (position: number): readonly string[] => {
    if (position % 10 === 7) return [];
    return position % 5 === 3 ? ['ready'] : ['ready', 'open'];
  };
  for (let position = 0; position < 40; position++) {
    for (const stage of stagesAt(position)) {
      const occurredAt = stage === 'ready' ? '2024-11-26T16:30:00+07:00' : '2024-11-27T07:02:00+07:00';
      await room.report(smallTpsCode(position), { stage, occurredAt });
    }
  }
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
    by: 'Penyelia',
  });
  await room.setClock('2024-11-27T09:20:00+07:00');
}
