import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { SMALL_PEMILU, smallTpsCode } from '@posko/testing';
import { journeys } from './room/journey';
import { looksOf } from './room/look';
import type { Who } from './room/people';
import { Room } from './room/room';
import type { Screen } from './room/screens';

const DPR = 'pdpr-3501';
const READERS: readonly [Who, Who] = [
  { role: 'operator', nth: 1 },
  { role: 'operator', nth: 2 },
];
/** TPS whose form is in; after them comes one that says another sum than its candidates. */
const READ = 12;

const SCREENS: readonly Screen<null>[] = [
  { name: 'party-entry', path: `/entry?contest=${DPR}&tps=${smallTpsCode(14)}`, as: READERS[0] },
  { name: 'party-totals', path: `/results/${DPR}/35` },
  { name: 'party-result', path: `/results/${DPR}/tps/${smallTpsCode(READ)}` },
];

/** 210 of 280 voters came; the second party has a few votes only. */
function form(at: number, said?: number): object {
  const row = (l: number, p: number): object => ({ l, p, j: l + p });
  const [first, second] = [
    [12 + at, 110, 70 - at],
    [1, 5, at % 3],
  ] as const;
  const sum = (votes: readonly number[]): number => votes.reduce((all, one) => all + one, 0);
  const valid = sum(first) + sum(second);
  const options = { 1: first[0], 1001: first[1], 1002: first[2], 2: second[0], 2001: second[1], 2002: second[2] };
  return {
    voters: { dpt: row(130, 150) },
    came: { dpt: row(95, 111), moved: row(1, 1), ktp: row(1, 1), total: row(97, 113) },
    ballots: { received: 287, used: 210, spoiled: 1, unused: 76 },
    disability: { came: row(1, 0) },
    votes: { options, parties: { 1: said ?? sum(first), 2: sum(second) }, valid, invalid: 210 - valid, total: 210 },
  };
}

/** A Pemilu with lists of parties, of which some forms are in. */
async function pemilu(): Promise<Room> {
  const folder = await mkdtemp(join(tmpdir(), 'posko-pemilu-'));
  const file = join(folder, 'pemilu.json');
  await writeFile(file, JSON.stringify(SMALL_PEMILU));
  const room = await Room.small((opening) => opening.run('import', 'contests', file));
  await rm(folder, { recursive: true });
  for (let at = 0; at <= READ; at++)
    for (const as of READERS) {
      const path = `/api/contests/${DPR}/tps/${smallTpsCode(at)}/entries`;
      await room.send('POST', path, { as, form: at === READ ? form(at, 180) : form(at) });
    }
  return room;
}

journeys('a contest of parties, large and small, light and dark', pemilu, (scene) => {
  it.each(SCREENS)(
    '$name',
    async (screen) => {
      expect(await looksOf(scene, screen, null)).toEqual([]);
    },
    180_000,
  );

  it('is typed as it lies, a party before its candidates', async () => {
    const visitor = await scene.visit({ as: READERS[0] });
    const { page } = visitor;
    await visitor.go(`/entry?contest=${DPR}&tps=${smallTpsCode(15)}`);
    await page.locator(':focus[data-path="voters.dpt.l"]').waitFor();
    await page.locator('[data-path="votes.options.1"]').focus();
    for (const votes of ['12', '110', '70']) {
      await page.keyboard.type(votes);
      await page.keyboard.press('Enter');
    }
    await page.locator(':focus[data-path="votes.parties.1"]').waitFor();
    await page.keyboard.type('192');
    await page.keyboard.press('Enter');
    await page.locator(':focus[data-path="votes.options.2"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Tersimpan: TPS/).waitFor();
  });
});
