import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { activate, activationOf } from './room/field';
import { journeys } from './room/journey';
import type { Who } from './room/people';
import { SUPERVISOR } from './room/people';
import { addPhotos, drawnPhoto } from './room/photo';
import { GOVERNOR, form, roomWithContests } from './room/results';
import type { Room } from './room/room';

const READERS: readonly [Who, Who] = [
  { role: 'operator', nth: 1 },
  { role: 'operator', nth: 2 },
];
const VERIFIER: Who = { role: 'verifier' };
const [PASSED, ODD, PUBLIC, CREW, PAPER] = [0, 1, 2, 3, 4].map((at) => smallTpsCode(at));

/** What passes waits for somebody's word. */
async function roomByHand(): Promise<Room> {
  process.env['POSKO_PUBLISH'] = 'by-hand';
  try {
    return await roomWithContests();
  } finally {
    delete process.env['POSKO_PUBLISH'];
  }
}

interface Words {
  readonly reason: string;
  readonly document?: string;
  readonly code?: string;
}

interface Detail {
  readonly result: { readonly state: string; readonly version: number };
}

/** A decision by its key and in words, and what the desk says of it. */
async function decide(page: Page, key: string, { reason, document, code }: Words): Promise<string> {
  // What stays on its list is read again after a decision.
  await page.locator('posko-verify-desk h2').waitFor();
  await page.keyboard.press(key);
  await say(page, { reason, ...(document === undefined ? {} : { document }), ...(code === undefined ? {} : { code }) });
  const said = page.locator('posko-verify-desk .said');
  await said.getByText('tanda terima').waitFor();
  return said.innerText();
}

async function say(page: Page, { reason, document, code }: Words): Promise<void> {
  const words = page.locator('posko-verify-decision');
  await words.waitFor();
  if (code !== undefined) await words.getByRole('combobox').selectOption(code);
  if (document !== undefined) await words.getByLabel('Dokumen').fill(document);
  await words.getByLabel('Alasan').fill(reason);
  await page.keyboard.press('Enter');
  await words.waitFor({ state: 'detached' });
}

journeys('decisions on results', roomByHand, (scene) => {
  const path = (tps: string): string => `/api/contests/${GOVERNOR}/tps/${tps}`;
  const state = async (tps = ''): Promise<string> => (await scene.room.get<Detail>(path(tps))).result.state;
  const read = async (tps = '', paper = form(100, 76)): Promise<void> => {
    for (const as of READERS) await scene.room.send('POST', `${path(tps)}/entries`, { as, form: paper });
  };
  const open = async (tab: string, { tps = '', as = VERIFIER }: { tps?: string | undefined; as?: Who }) => {
    const visitor = await scene.visit({ as });
    const { page } = visitor;
    await visitor.go(`/verify?contest=${GOVERNOR}&tab=${tab}&tps=${tps}`);
    await page.locator('posko-verify-desk h2').waitFor();
    return page;
  };
  const lineage = async (tps = ''): Promise<string[]> => {
    const visitor = await scene.visit({ as: VERIFIER });
    await visitor.go(`/results/${GOVERNOR}/tps/${tps}`);
    const steps = visitor.page.locator('posko-result-lineage .what b');
    await steps.first().waitFor();
    return steps.allInnerTexts();
  };

  it('what passed goes out by the word of a verifier', async () => {
    await read(PASSED);
    expect(await state(PASSED)).toBe('passed');
    const page = await open('passed', { tps: PASSED });
    expect(await decide(page, 'p', { reason: 'Rapat pleno' })).toContain('Terpublikasi');
    expect(await state(PASSED)).toBe('published');
    expect((await lineage(PASSED))[0]).toBe('Dipublikasikan');
  });

  it('a form is held by hand, let go, explained and confirmed', async () => {
    await read(ODD, form(100, 70));
    const page = await open('held', { tps: ODD });
    expect(await decide(page, 'h', { code: 'illegible', reason: 'Foto buram' })).toContain('Ditahan');
    expect(await decide(page, 'l', { reason: 'Foto baru sudah jelas' })).toContain('Ditahan');
    expect(await decide(page, 'x', { code: 'E104', reason: 'Salah jumlah di kertas' })).toContain('Ditahan');
    expect(await decide(page, 'y', { reason: 'Tertulis begitu' })).toContain('Lolos');
    const steps = ['Dipastikan sesuai kertas', 'Dijelaskan', 'Penahanan dilepas', 'Ditahan'];
    expect((await lineage(ODD)).slice(0, 4)).toEqual(steps);
  });

  it('what is public is taken back, and corrected, by documents of a supervisor', async () => {
    await read(PUBLIC);
    const { result } = await scene.room.get<Detail>(path(PUBLIC ?? ''));
    const publish = { version: result.version, decision: { type: 'publish', reason: 'Rapat pleno' } };
    await scene.room.send('POST', `${path(PUBLIC ?? '')}/decisions`, { as: VERIFIER, ...publish });
    const page = await open('published', { tps: PUBLIC, as: SUPERVISOR });
    expect(await decide(page, 'w', { reason: 'Tertukar baris', document: 'BA 12/2024' })).toContain('Ditarik');
    const again = await open('withdrawn', { tps: PUBLIC, as: SUPERVISOR });
    await again.keyboard.press('d');
    for (const [option, votes] of [
      ['1', '76'],
      ['2', '100'],
    ] as const)
      await again.locator(`input[data-path="votes.options.${option}"]`).fill(votes);
    await again.keyboard.press('Control+Enter');
    await say(again, { reason: 'Disalin ulang', document: 'BA 13/2024' });
    await again.locator('posko-verify-desk .said').getByText('tanda terima').waitFor();
    expect(await state(PUBLIC)).toBe('corrected');
    expect((await lineage(PUBLIC)).slice(0, 2)).toEqual(['Dikoreksi', 'Ditarik dari publikasi']);
  });

  it('a crew sends its own form, which a typist reads again; the photo is taken again where the page was wrong', async () => {
    const tps = CREW ?? '';
    const crew = await scene.stranger({ size: 'phone' });
    await crew.go('/field');
    await activate(crew.page, tps, await activationOf(scene.room, tps));
    await crew.page.getByRole('button', { name: /^Gubernur/ }).click();
    await addPhotos(crew.page, [{ seed: 31 }]);
    await crew.page.getByLabel('Foto ulang halaman 1').setInputFiles(await drawnPhoto(crew.page, { seed: 32 }));
    await fill(crew.page, form(100, 76));
    await crew.page.getByRole('button', { name: 'Kirim angka' }).click();
    await crew.page.getByText(/^Tanda terima/).waitFor();
    await scene.room.send('POST', `${path(tps)}/entries`, { as: READERS[0], form: form(100, 76) });
    expect(await state(tps)).toBe('passed');
    const { result } = await scene.room.get<{
      result: { photos: { replacedBy: string | null }[]; readings: { source: string }[] };
    }>(path(tps));
    expect(result.photos.map(({ replacedBy }) => replacedBy !== null)).toEqual([true, false]);
    expect(result.readings.map(({ source }) => source)).toEqual(['crew', 'typist']);
    expect((await scene.room.get<{ stage: string }>(`/api/tps/${tps}`)).stage).toBe('verified');
  });

  it('the queue of a verifier follows by itself', async () => {
    await read(PAPER, form(100, 70));
    const page = await open('held', { tps: PAPER });
    const waiting = page.locator(`posko-verify-list [data-tps="${smallTpsCode(5)}"]`);
    expect(await waiting.count()).toBe(0);
    await read(smallTpsCode(5), form(100, 70));
    await waiting.waitFor();
  });
});

/** Types a form as it lies, field by field. */
async function fill(page: Page, paper: object): Promise<void> {
  for (const [name, figure] of Object.entries(flat(paper)))
    await page.locator(`input[data-path="${name}"]`).fill(String(figure));
}

function flat(part: object, before = ''): Record<string, number> {
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, value]) =>
      typeof value === 'object' ? Object.entries(flat(value as object, `${before}${name}.`)) : [[before + name, value]],
    ),
  );
}
