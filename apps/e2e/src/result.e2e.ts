import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { journeys } from './room/journey';
import type { Who } from './room/people';
import { GOVERNOR, PRESIDENT, REGENT, form, roomWithContests } from './room/results';
import { until } from './room/room';

const ANNA: Who = { role: 'operator', nth: 1 };
const BUDI: Who = { role: 'operator', nth: 2 };
const VERIFIER: Who = { role: 'verifier' };
const FORMS = 100;
const TPS = 40;
/** The contests that are gone through, with as many forms as they have. */
const ROUNDS = [
  { contest: GOVERNOR, first: 0, count: TPS },
  { contest: PRESIDENT, first: 0, count: TPS },
  { contest: REGENT, first: 20, count: 20 },
] as const;

interface Listed {
  readonly rows: readonly { readonly tps: string; readonly state: string }[];
}

/** The same, as it is typed, in the order of the paper. */
function typedForm(one: string, two: string): string[] {
  const voters = ['90', '110', '200', '80', '98', '178', '1', '0', '1', '0', '1', '1', '81', '99', '180'];
  return [...voters, '205', '180', '2', '23', '1', '1', '2', one, two, '176', '4', '180'];
}

const heading = (page: Page) => page.locator('posko-verify-desk h2');
const isAt = (page: Page, path: string) => page.locator(`:focus[data-path="${path}"]`).waitFor();

journeys('results from the paper to the public', roomWithContests, (scene) => {
  it('a form is typed by keyboard alone, twice, and the second typist sees nothing of the first', async () => {
    for (const [who, votes] of [
      [ANNA, ['100', '76']],
      [BUDI, ['76', '100']],
    ] as const) {
      const { page } = await type(who, smallTpsCode(0), typedForm(votes[0], votes[1]));
      await page.getByText(/^Tersimpan: TPS 1 Widoro/).waitFor();
      await page.getByRole('heading', { name: 'TPS 2 Widoro' }).waitFor();
    }
    expect(await statesOf(GOVERNOR)).toEqual({ differing: 1 });
  });

  it('what does not add up is said beside its field when that is left, and received all the same', async () => {
    const { page } = await open(ANNA, smallTpsCode(1));
    for (const figure of ['90', '110', '210']) await figured(page, figure);
    await page.getByText('Periksa lagi: L + P = 200, tetapi J terbaca 210.').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Tersimpan: TPS 2 Widoro/).waitFor();
  });

  it('a verifier settles a hundred forms by keyboard alone', async () => {
    for (const { contest, first, count } of ROUNDS)
      for (let at = first; at < first + count; at++) {
        const path = `/api/contests/${contest}/tps/${smallTpsCode(at)}/entries`;
        await scene.room.send('POST', path, { as: ANNA, form: form(100, 76) });
        await scene.room.send('POST', path, { as: BUDI, form: form(76, 100) });
      }
    const visitor = await scene.visit({ as: VERIFIER });
    const { page } = visitor;
    const times: number[] = [];
    for (const { contest, count } of ROUNDS) {
      await visitor.go(`/verify?contest=${contest}`);
      for (let done = 0; done < count; done++) {
        await heading(page).waitFor();
        const [before, from] = [await heading(page).innerText(), Date.now()];
        await settle(page, done === 0);
        await until('the next form is open', async () => {
          // Without waiting: after the last form there is no heading any more.
          const [now = ''] = await heading(page).allInnerTexts();
          return now === before ? undefined : now;
        });
        times.push(Date.now() - from);
      }
      await page.getByText('Tidak ada formulir di antrean ini.').waitFor();
      expect(await statesOf(contest)).toEqual({ published: count });
    }
    times.sort((a, b) => a - b);
    process.stdout.write(`${times.length} forms settled: ${times[times.length / 2] ?? 0} ms each (median)\n`);
    expect(times).toHaveLength(FORMS);
  }, 300_000);

  async function open(who: Who, tps: string) {
    const visitor = await scene.visit({ as: who });
    await visitor.go(`/entry?contest=${GOVERNOR}&tps=${tps}`);
    await isAt(visitor.page, 'voters.dpt.l');
    return visitor;
  }

  async function type(who: Who, tps: string, figures: readonly string[]) {
    const visitor = await open(who, tps);
    for (const figure of figures) await figured(visitor.page, figure);
    await visitor.page.keyboard.press('Control+Enter');
    return visitor;
  }

  async function statesOf(contest: string): Promise<Record<string, number>> {
    const { rows } = await scene.room.get<Listed>(`/api/contests/${contest}/results?limit=500`);
    const states: Record<string, number> = {};
    for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
    return states;
  }
});

async function figured(page: Page, figure: string): Promise<void> {
  await page.keyboard.type(figure);
  await page.keyboard.press('Enter');
}

/** The left reading for both figures, Enter, a reason or the one of the last form, Enter. */
async function settle(page: Page, isFirst: boolean): Promise<void> {
  await page.getByRole('heading', { name: 'Bacaan yang berbeda' }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.locator(':focus').and(page.getByLabel('Alasan')).waitFor();
  if (isFirst) await page.keyboard.type('Terbaca jelas di foto');
  await page.keyboard.press('Enter');
}
