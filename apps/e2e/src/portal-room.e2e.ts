import { expect, it } from '@jest/globals';
import type { PublishedIndex } from '@posko/contracts';
import { smallTpsCode } from '@posko/testing';
import { journeys } from './room/journey';
import { GOVERNOR, form, resultsInTheEvening, roomWithContests } from './room/results';
import { until } from './room/room';

const PORTAL = '/publik/';

journeys('the portal of a running room', roomWithContests, (scene) => {
  const counted = async (): Promise<number> => {
    const index = (await (await fetch(`${scene.room.url}${PORTAL}v1/index.json`)).json()) as PublishedIndex;
    return index.contests.find(({ id }) => id === GOVERNOR)?.counts.counted ?? 0;
  };

  it('shows what the journal tells, and what comes while somebody looks', async () => {
    const { room } = scene;
    await resultsInTheEvening(room);
    const before = await until('results are public', async () => {
      const n = await counted();
      return n > 0 ? n : undefined;
    });
    const { page } = await scene.stranger();
    await page.goto(`${room.url}${PORTAL}#/${GOVERNOR}`);
    await page.getByText('Latihan. Semua angka').waitFor();
    const shown = page.locator('.counts .counted strong');
    await shown.waitFor();
    const first = Number(await shown.textContent());
    expect(first).toBeGreaterThanOrEqual(before);

    const entries = `/api/contests/${GOVERNOR}/tps/${smallTpsCode(38)}/entries`;
    await room.send('POST', entries, { as: { role: 'operator', nth: 1 }, form: form(90, 86) });
    await room.send('POST', entries, { as: { role: 'operator', nth: 2 }, form: form(90, 86) });
    await page
      .getByText(String(first + 1), { exact: true })
      .first()
      .waitFor({ timeout: 30_000 });
    await page.getByText('Sejak halaman ini dibuka').waitFor();

    await page.goto(`${room.url}${PORTAL}#/${GOVERNOR}/${smallTpsCode(38)}`);
    await page.getByText('Angkanya ada dalam perolehan suara.').waitFor();
    expect(await page.locator('.votes .figure').allTextContents()).toEqual(['90', '86']);
  });
});
