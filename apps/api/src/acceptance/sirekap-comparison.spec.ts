import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CHasil } from '@posko/domain';
import { smallTpsCode, soundForm, withFigures } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { SirekapComparisonService } from '../sirekap/sirekap-comparison.service';
import { SirekapImportService } from '../sirekap/sirekap-import.service';
import type { SirekapImportResult } from '../sirekap/sirekap-import.service';
import { writeFiles } from '../sirekap/testing/sirekap-fixture';
import { GOVERNOR, ResultDesk } from './testing/results';
import { endServersAfterEach, startSmall } from './testing/small-server';

const SOUND = soundForm(GOVERNOR);

/** The form as Sirekap publishes it: without ballots and disabled voters. */
function published({ voters, came, votes }: CHasil): Record<string, unknown> {
  const rows = { pemilih_dpt: voters.dpt, pengguna_dpt: came.dpt, pengguna_total: came.total };
  const administrasi = Object.entries(rows).flatMap(([name, row]) =>
    Object.entries(row).map(([sex, figure]) => [`${name}_${sex}`, figure]),
  );
  const sums = { suara_sah: votes.valid, suara_tidak_sah: votes.invalid, suara_total: votes.total };
  const tungsura = { chart: votes.options, administrasi: { ...Object.fromEntries(administrasi), ...sums } };
  return { mode: 'hhcw', tungsura, images: [], psu: null, ts: '2024-11-27 20:00:00' };
}

describe('our results beside Sirekap’s', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let server: RunningServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-compare-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    await database.empty();
    ({ server } = await startSmall(database.url()));
  });

  async function bring(forms: Readonly<Record<string, CHasil>>): Promise<SirekapImportResult> {
    const files = Object.entries(forms).map(([tps, form]) => [`pkwkp/${tps}.json`, published(form)]);
    await writeFiles(folder, Object.fromEntries(files));
    return server.context.get(SirekapImportService, { strict: false }).import(folder, 'pkwkp');
  }

  it('are compared TPS by TPS, at import and at any time after', async () => {
    for (const position of [0, 1]) await (await ResultDesk.at(server, position)).published();
    const once = await ResultDesk.at(server, 2);
    await once.enter(once.people.ani, withFigures(SOUND, { 'votes.invalid': null }));
    const wrong = withFigures(SOUND, { 'votes.options.1000033': 641 });
    const [same, other, , missing] = [0, 1, 2, 3].map(smallTpsCode) as [string, string, string, string];
    const result = await bring({ [same]: SOUND, [other]: wrong, [missing]: SOUND });
    const difference = {
      tps: other,
      code: 'W209',
      state: 'published',
      ts: '2024-11-27T20:00:00+07:00',
      fields: [{ path: 'votes.options.1000033', ours: 30, theirs: 641 }],
    };
    expect(result).toMatchObject({ outcome: 'imported', received: 3, differing: [difference], changed: [] });
    expect(await bring({})).toMatchObject({ outcome: 'unchanged', differing: [] });
    const comparing = server.context.get(SirekapComparisonService, { strict: false });
    const counts = { same: 1, onlyOurs: 1, onlyTheirs: 1, incomparable: 0, neither: 0, differing: [difference] };
    expect(await comparing.compare('pkwkp-35')).toEqual({ contest: 'pkwkp-35', ...counts });
    expect(await comparing.compare('pkwkp')).toEqual({ contest: 'pkwkp', ...counts });
    expect(await comparing.compare('pkwkk-3578')).toMatchObject({ same: 0, onlyOurs: 0, onlyTheirs: 0, differing: [] });
    await expect(comparing.compare('pkwkk-3599')).rejects.toThrow('contest-not-found');
  });
});
