import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RegionTree, apportion, blankForm } from '@posko/domain';
import type { Contest, ContestCode, RegionRow } from '@posko/domain';
import { jatimContests } from '../contest/jatim-contests';
import type { Register } from '../platform/register/register-holder';
import type { CountedSource, MirroredFigure } from '../publication/publication.repository';
import { percent } from '../publication/view/json-text';
import { Changes, PublishedState, everything } from '../publication/view/published-state';
import { SirekapFiles } from '../publication/view/sirekap-files';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pilkada-2024/2024-11-28T1015');

interface Row {
  readonly progres: { readonly total: number; readonly progres: number };
  readonly [option: string]: unknown;
}
interface File {
  readonly tungsura: { readonly chart: Row; readonly table: Readonly<Record<string, Row>> };
  readonly progres: Row['progres'];
  readonly ts: string;
}

describe('percent as Sirekap writes it', () => {
  it.each([
    [60_219, 60_751, '99.12'],
    [1004, 1004, '100.0'],
    [1, 40, '2.5'],
    [0, 0, '0.0'],
    [1515, 1519, '99.74'],
  ])('%d of %d is %s', (part, whole, expected) => {
    expect(percent(part, whole)).toBe(expected);
  });
});

const isHere = existsSync(PUBLISHED_DIR);
const here = isHere ? '' : ` (skipped: no ${PUBLISHED_DIR})`;

/** Bytes as published, but for the indentation that they were stored with. */
const bare = (text: string): string => text.replace(/\n\s*/g, '').replace(/": /g, '":');
/** Chart, table and progress: everything before the time stamp. */
const figures = (text: string): string => bare(text).replace(/,"ts":"[^"]*"\}$/, '');

describe.each<ContestCode>(['pkwkp', 'pkwkk'])('the real files of %s', (code) => {
  const test = isHere ? it : it.skip;
  const read = (path: string): string => readFileSync(join(PUBLISHED_DIR, code, '35', path), 'utf8');
  const names = isHere ? readdirSync(join(PUBLISHED_DIR, code, '35')).filter((name) => name.endsWith('.json')) : [];
  const files = new Map(names.map((name) => [name.replace('.json', ''), JSON.parse(read(name)) as File]));

  /** A register with the real number of TPS in every kecamatan, all in one desa. */
  const register = (): Register => {
    const rows: RegionRow[] = [];
    for (const [code_, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      rows.push([code_, code_, file.progres.total]);
      if (code_ === '35') continue;
      for (const [kecamatan, row] of Object.entries(file.tungsura.table)) {
        rows.push([kecamatan, kecamatan, row.progres.total], [`${kecamatan}2001`, 'desa', row.progres.total]);
      }
    }
    const tree = new RegionTree(rows);
    const none = new Uint16Array(tree.size);
    return { version: 1, revision: 1, tree, dptL: none, dptP: none };
  };
  const contests = (): Contest[] => jatimContests((region) => region).filter((contest) => contest.code === code);

  /** Forms that add up to what was published of each kecamatan, from as many TPS as were in. */
  const count = (state: PublishedState): void => {
    for (const [region, file] of files) {
      if (region === '35') continue;
      const tally = state.of(code).find(({ contest }) => contest.regions.some((area) => region.startsWith(area)));
      for (const [kecamatan, row] of Object.entries(file.tungsura.table)) {
        const tps = row.progres.progres;
        const ids = tally?.contest.options.map(({ id }) => id) ?? [];
        const parts = new Map(ids.map((id) => [id, apportion(Number(row[id]), new Array<number>(tps).fill(1))]));
        for (let number = 0; number < tps; number++) {
          const form = blankForm({ options: tally?.contest.options ?? [] });
          const options = Object.fromEntries(ids.map((id) => [id, parts.get(id)?.[number] ?? 0]));
          tally?.take({
            ...{ contest: tally.contest.id, state: 'published', holds: [], hold: null, lastSeq: 1, changedAt: 0 },
            tps: `${kecamatan}2001${String(number + 1).padStart(3, '0')}`,
            form: { ...form, votes: { ...form.votes, options } },
          } as unknown as CountedSource);
        }
      }
    }
  };

  const written = async (
    state: PublishedState,
    mirrored: (region: string) => MirroredFigure[],
    changes: Changes,
  ): Promise<Map<string, string>> => {
    const snapshot = {
      at: 0,
      mirrored: (_: string, region: string) => Promise.resolve(mirrored(region)),
      mirroredFiles: () => Promise.resolve([...files.keys()].filter((region) => mirrored(region).length > 0)),
    };
    const all = new Map<string, string>();
    const sirekap = new SirekapFiles({ state, snapshot, utcOffsetMinutes: 420, imageBase: '/' });
    for await (const some of sirekap.aggregates(changes, true)) for (const { path, text } of some) all.set(path, text);
    return all;
  };

  const expectSame = (all: ReadonlyMap<string, string>): void => {
    expect(names).toHaveLength(39);
    for (const name of names) {
      const path = name === '35.json' ? '35.json' : `35/${name}`;
      expect([name, figures(all.get(`pilkada/hhcw/${code}/${path}`) ?? '')]).toEqual([name, figures(read(name))]);
    }
  };

  test(`are ours to the byte, where the same forms were counted${here}`, async () => {
    const state = new PublishedState(register(), contests());
    count(state);
    expectSame(await written(state, () => [], everything(state)));
  });

  test(`are ours to the byte, where they were imported and nothing counted${here}`, async () => {
    const state = new PublishedState(register(), contests());
    const mirrored = (region: string): MirroredFigure[] => {
      const file = files.get(region);
      if (file === undefined) return [];
      const { chart, table } = file.tungsura;
      const figure = (own: string, { progres, ...rest }: Row): MirroredFigure => ({
        ...{ region: own, ts: file.ts, total: progres.total, received: progres.progres },
        votes: Object.fromEntries(Object.entries(rest).filter(([id]) => /^\d+$/.test(id))) as Record<string, number>,
      });
      return [figure(region, chart), ...Object.entries(table).map(([own, row]) => figure(own, row))];
    };
    expectSame(await written(state, mirrored, new Changes()));
  });
});
