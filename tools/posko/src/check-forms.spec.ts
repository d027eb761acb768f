import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FormsTally, checkForms } from './check-forms';
import type { FormVerdict, FormsSummary } from './check-forms';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pemilu-2024/tps');
const EMPTY = { chart: null, images: [null], administrasi: null, psu: null, ts: '2024-02-15 07:00:44' };

async function check(path: string): Promise<{ verdicts: FormVerdict[]; summary: FormsSummary }> {
  const tally = new FormsTally();
  const verdicts: FormVerdict[] = [];
  for await (const verdict of checkForms(path)) {
    tally.add(verdict);
    verdicts.push(verdict);
  }
  return { verdicts, summary: tally.summary };
}

describe('checkForms', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-check-'));
    await mkdir(join(folder, 'deep/er'), { recursive: true });
    await writeFile(join(folder, '3101011001001.json'), JSON.stringify(EMPTY));
    await writeFile(join(folder, 'deep/3101011001002.json'), JSON.stringify({ ...EMPTY, images: ['a.jpg'] }));
    await writeFile(join(folder, 'deep/er/3101011001003.json'), '{"chart":');
    await writeFile(join(folder, 'deep/er/note.txt'), 'no form');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('goes through directories, and on after a file that cannot be read', async () => {
    const { verdicts, summary } = await check(folder);
    expect(verdicts).toEqual([
      { tps: '3101011001001', status: 'empty', codes: [] },
      { tps: '3101011001002', status: 'partial', codes: ['E112'] },
      { file: 'deep/er/3101011001003.json', status: 'unreadable', reason: expect.any(String) as string },
    ]);
    expect(summary).toEqual({ files: 3, empty: 1, partial: 1, complete: 0, unreadable: 1, codes: { E112: 1 } });
  });

  it('checks one file, and says what is wrong with a path', async () => {
    const { verdicts } = await check(join(folder, '3101011001001.json'));
    expect(verdicts).toEqual([{ tps: '3101011001001', status: 'empty', codes: [] }]);
    await expect(check(join(folder, 'nowhere'))).rejects.toThrow(/nowhere cannot be read/);
  });
});

const isThere = existsSync(PUBLISHED_DIR);

// Counted by another program in another language from the same files.
describe(isThere ? 'published forms' : `published forms (skipped: no ${PUBLISHED_DIR})`, () => {
  (isThere ? it : it.skip)(
    'of the presidential count: every rule as often as an independent count found it',
    async () => {
      expect((await check(PUBLISHED_DIR)).summary).toEqual({
        files: 565,
        empty: 108,
        partial: 271,
        complete: 186,
        unreadable: 0,
        codes: { E101: 12, E102: 4, E103: 9, E104: 16, E105: 5, E106: 32, E109: 6, E111: 5, E112: 271, W204: 22 },
      });
    },
  );
});
