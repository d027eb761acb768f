import { figuresOf, isoOf, refuseImpossible } from './sirekap-figures';
import type { SirekapFigure } from './sirekap-figures';

const FILE = {
  mode: 'hhcw',
  tungsura: {
    chart: { '1000032': 30, '1000033': 90, progres: { total: 12, persen: 91.66, progres: 11 } },
    table: {
      '357801': {
        psu: 'Reguler',
        '1000032': 10,
        '1000033': 40,
        progres: { total: 5, progres: 5 },
        status_progress: true,
      },
      '357802': { psu: null, '1000032': 20, '1000033': 50, null: null, progres: { total: 7, progres: 6 } },
    },
  },
  psu: 'Reguler',
  progres: { total: 12, progres: 11 },
  ts: '2024-11-28 10:15:04',
};

const read = (content: unknown, region = '3578'): SirekapFigure[] =>
  figuresOf({
    contest: 'pkwkp',
    region,
    bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  });

const withTable = (table: Record<string, unknown>): unknown => ({ ...FILE, tungsura: { ...FILE.tungsura, table } });
const ROW = { progres: { total: 1, progres: 0 } };

describe('figuresOf', () => {
  it('reads the region itself and every row of its table, in Sirekap’s own time', () => {
    const figures = read(FILE);
    expect(figures.map(({ regionCode, received, total }) => [regionCode, received, total])).toEqual([
      ['3578', 11, 12],
      ['357801', 5, 5],
      ['357802', 6, 7],
    ]);
    expect(new Set(figures.map(({ ts }) => ts))).toEqual(new Set(['2024-11-28T10:15:04+07:00']));
    expect(figures[2]?.votes).toEqual({ '1000032': 20, '1000033': 50 });
    expect(figures.every(({ fileRegion, contest }) => fileRegion === '3578' && contest === 'pkwkp')).toBe(true);
  });

  it('takes provinces as the rows of the nation, regencies as those of a province', () => {
    expect(read(withTable({ '35': ROW }), '0').map(({ regionCode }) => regionCode)).toEqual(['0', '35']);
    expect(read(withTable({ '3578': ROW }), '35')).toHaveLength(2);
  });

  it('reads a Pemilu’s, where rows tell percents and their own files the TPS', () => {
    const { tungsura, ...rest } = FILE;
    const table = { '357801': { '100025': 10, persen: 41.66, psu: 'Reguler', status_progress: true } };
    const figures = read({ ...rest, chart: { ...tungsura.chart, persen: 91.66 }, table });
    expect(figures.map(({ regionCode, received, votes }) => [regionCode, received, votes])).toEqual([
      ['3578', 11, { '1000032': 30, '1000033': 90 }],
    ]);
  });

  it('reads a desa’s, and leaves its TPS to their own files', () => {
    const table = { '3578011001001': { '1000032': 10, psu: null } };
    expect(read(withTable(table), '3578011001').map(({ regionCode }) => regionCode)).toEqual(['3578011001']);
  });

  it.each([
    ['no JSON', '{"mode":', /^no JSON: /],
    ['JSON of something else', { mode: 'hhcw' }, /^no aggregate file of Sirekap: progres/],
    ['the file of a TPS', { ...FILE, tungsura: { chart: {}, administrasi: {} } }, /tungsura\.table/],
    ['a negative number of TPS', { ...FILE, progres: { total: -1, progres: 0 } }, /progres\.total/],
    ['a time in another form', { ...FILE, ts: '28/11/2024 10:15' }, /: ts: /],
    ['a day that is none', { ...FILE, ts: '2024-02-30 10:15:04' }, /"2024-02-30 10:15:04" is no time/],
    ['a row of another regency', withTable({ '357901': ROW }), /"357901" .* does not lie in 3578/],
    ['a row that is no code', withTable({ total: ROW }), /row "total"/],
    ['a row two tiers down', withTable({ '3578011001': ROW }), /does not lie in 3578/],
    ['a row without its progress', withTable({ '357801': { '1000032': 1 } }), /without its progress/],
  ])('refuses %s', (_case, content, reason) => {
    expect(() => read(content)).toThrow(reason);
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = Buffer.from(JSON.stringify(FILE).replace('Reguler', '\u00e9'), 'latin1');
    expect(() => figuresOf({ contest: 'pkwkp', region: '3578', bytes })).toThrow(/^no JSON: /);
  });
});

describe('refuseImpossible', () => {
  it('lets through up to every TPS of a region', () => {
    expect(() => refuseImpossible(read({ ...FILE, progres: { total: 12, progres: 12 } }))).not.toThrow();
  });

  it.each([
    [
      'the region itself',
      { ...FILE, progres: { total: 12, progres: 13 } },
      'progres: progres 13 is more than total 12',
    ],
    [
      'a row of its table',
      withTable({ '357801': ROW, '357802': { progres: { total: 1, progres: 2 } } }),
      'tungsura.table.357802.progres: progres 2 is more than total 1',
    ],
  ])('names more TPS in than there are, of %s', (_case, content, reason) => {
    expect(() => refuseImpossible(read(content))).toThrow(reason);
  });
});

describe('isoOf', () => {
  it('keeps the wall clock and adds the offset of WIB', () => {
    expect(isoOf('2024-11-28 00:00:00')).toBe('2024-11-28T00:00:00+07:00');
  });

  it.each(['2024-11-28 24:00:01', '2024-11-28 10:60:00', '2024-13-01 00:00:00'])('refuses %s', (ts) => {
    expect(() => isoOf(ts)).toThrow('is no time');
  });
});
