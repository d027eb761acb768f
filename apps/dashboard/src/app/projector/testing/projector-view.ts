import type { ProjectorView } from '@posko/contracts';
import { GOVERNOR, MAYOR } from '../../shell/testing/contests';

const [LULUK = '', KHOFIFAH = '', RISMA = ''] = GOVERNOR.options.map(({ id }) => id);
const NOW = '2024-11-27T18:30:00+07:00';

type Row = ProjectorView['rows'][number];

function row(code: string, name: string, change: Partial<Row> = {}): Row {
  const votes = {
    options: { [LULUK]: 100, [KHOFIFAH]: 900, [RISMA]: 500 },
    ...{ valid: 1500, invalid: 40, total: 1540, dpt: 1800, came: 1540 },
  };
  return {
    ...{ code, name, level: 'kabupaten', voters: 2700, votes, reasons: {} },
    counts: { expected: 2, received: 1, counted: 0 },
    states: { held: 1, empty: 1 },
    ...change,
  };
}

/** Six of nine TPS are counted, one is held. */
export function projectorView(change: Partial<ProjectorView> = {}): ProjectorView {
  const [first, second] = [GOVERNOR, MAYOR].map(({ id, code, name }) => ({ id, code, name }));
  const counts = { expected: 9, received: 7, counted: 6 };
  return {
    ...{ seq: 48_211, at: NOW, now: NOW, until: '2024-11-28T06:30:00+07:00', utcOffsetMinutes: 420 },
    ...{ isRehearsal: false, pause: null, release: null },
    contests: [first, second].flatMap((one) => (one === undefined ? [] : [{ ...one, counts }])),
    contest: { id: GOVERNOR.id, code: GOVERNOR.code, name: GOVERNOR.name, options: GOVERNOR.options },
    region: row('35', 'JAWA TIMUR', { level: 'provinsi', counts, states: { counted: 6, held: 1, empty: 2 } }),
    rows: [
      row('3573', 'KOTA MALANG'),
      row('3578', 'KOTA SURABAYA', { counts: { expected: 7, received: 6, counted: 6 } }),
    ],
    ...change,
  };
}
