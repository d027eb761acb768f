import type { ProjectorLinkAnswer, ReleaseSummary } from '@posko/contracts';
import { smallTpsCode } from '@posko/testing';
import { change, log } from './desk';
import type { Who } from './people';
import { GOVERNOR, resultsInTheEvening, roomWithContests } from './results';
import type { Room } from './room';

export const MAKER: Who = { role: 'commissioner', nth: 1 };
export const SECOND: Who = { role: 'commissioner', nth: 2 };
const OPERATOR: Who = { role: 'operator' };

const PAIRS = {
  1: { nama: 'Siti Wulandari, M.Si. dan H. Rina Lestari', nomor_urut: 1 },
  2: { nama: 'Sri Lestari dan Budi Santoso', nomor_urut: 2 },
};

/** The evening of the voting day: most results are in, some are held, something is going on, two institutes have spoken. */
export async function doorstep(): Promise<Room> {
  const room = await roomWithContests(PAIRS);
  await resultsInTheEvening(room);
  const dark = await log(room, { tps: smallTpsCode(30), kind: 'ENV-03', note: 'Padam sejak pukul 18.40' }, OPERATOR);
  await change(room, dark.id, { assignee: 'me', status: 'inProgress' }, OPERATOR);
  await log(room, { tps: smallTpsCode(8), kind: 'SEC-01', note: 'Saksi ditekan di pintu masuk' }, OPERATOR);
  const said = { at: '2024-11-27T16:00:00+07:00', sample: 400, margin: 1.25 };
  const path = `/api/contests/${GOVERNOR}/quick-counts`;
  await room.send('POST', path, { ...said, institute: 'Lembaga Satu', shares: { 1: 49.8, 2: 50.2 }, as: MAKER });
  await room.send('POST', path, { ...said, institute: 'Lembaga Dua', shares: { 1: 44, 2: 56 }, as: MAKER });
  return room;
}

/** Frozen by one commissioner; given out by the other unless it is to stay a draft. */
export async function releaseOf(room: Room, isGivenOut = true): Promise<ReleaseSummary> {
  const draft = await room.send<ReleaseSummary>('POST', '/api/releases', { contest: GOVERNOR, as: MAKER });
  if (!isGivenOut) return draft;
  return room.send<ReleaseSummary>('POST', `/api/releases/${draft.number}/release`, { as: SECOND });
}

/** Where a screen without an account goes. */
export async function projectorOf(room: Room, label = 'Ruang pers'): Promise<ProjectorLinkAnswer> {
  const wish = { region: '35', label, hours: 12, as: MAKER };
  return room.send<ProjectorLinkAnswer>('POST', '/api/projector-links', wish);
}
