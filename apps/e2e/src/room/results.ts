import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallTpsCode } from '@posko/testing';
import type { Who } from './people';
import { Room } from './room';

export const GOVERNOR = 'pkwkp-35';
export const PRESIDENT = 'ppwp-0';
export const REGENT = 'pkwkk-3578';
const PAIRS = { 1: { nama: 'Satu', nomor_urut: 1 }, 2: { nama: 'Dua', nomor_urut: 2 } };

/** A room with a governor's, a mayor's and a president's contest, of two pairs each. */
export async function roomWithContests(governors: object = PAIRS): Promise<Room> {
  const folder = await mkdtemp(join(tmpdir(), 'posko-paslon-'));
  const write = (name: string, json: object): Promise<void> => writeFile(join(folder, name), JSON.stringify(json));
  await write('pkwkp.json', { 35: governors });
  await write('pkwkk.json', { 3578: PAIRS });
  await write('ppwp.json', PAIRS);
  const room = await Room.small((opening) => opening.run('import', 'paslon', folder));
  await rm(folder, { recursive: true });
  return room;
}

/** A form of 200 voters: 180 came, 176 votes count. */
export function form(one: number, two: number): object {
  const row = (l: number, p: number): object => ({ l, p, j: l + p });
  return {
    voters: { dpt: row(90, 110) },
    came: { dpt: row(80, 98), moved: row(1, 0), ktp: row(0, 1), total: row(81, 99) },
    ballots: { received: 205, used: 180, spoiled: 2, unused: 23 },
    disability: { came: row(1, 1) },
    votes: { options: { 1: one, 2: two }, valid: 176, invalid: 4, total: 180 },
  };
}

/** Who reads first, who reads again. */
const READERS: readonly [Who, Who] = [
  { role: 'operator', nth: 1 },
  { role: 'operator', nth: 2 },
];

/** Results in every state but those that a document makes, and a plenary whose form differs from them. */
export async function resultsInTheEvening(room: Room): Promise<void> {
  await room.setClock('2024-11-27T19:30:00+07:00');
  for (let at = 0; at < 36; at++) {
    const path = `/api/contests/${GOVERNOR}/tps/${smallTpsCode(at)}/entries`;
    const right = form(70 + at, 106 - at);
    await room.send('POST', path, { as: READERS[0], form: at === 4 ? form(70 + at, 100) : right });
    // The last of them wait for their second reader.
    if (at < 33)
      await room.send('POST', path, {
        as: READERS[1],
        form: at % 12 === 7 ? form(106 - at, 70 + at) : at === 4 ? form(70 + at, 100) : right,
      });
  }
  const act = (version: number, what: object): Promise<unknown> =>
    room.send('POST', `/api/recap/${GOVERNOR}/357801`, { version, act: what });
  await act(0, { type: 'open' });
  const figures = { options: { 1: 1200, 2: 912 }, valid: 2112, invalid: 48, total: 2160 };
  const plenaryAt = '2024-11-27T18:00:00+07:00';
  await act(1, { type: 'adopt', dHasil: { figures, parts: {}, tps: 12, document: 'D.Hasil-KEC-KWK/12', plenaryAt } });
  await act(2, { type: 'object', option: '2', text: 'Selisih dengan salinan saksi di TPS 4' });
}
