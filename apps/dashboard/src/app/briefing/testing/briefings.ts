import type { Briefing, QuickCountList, ReleaseResponse, ReleaseSummary } from '@posko/contracts';
import type { OutcomeStep } from '@posko/domain';
import { GOVERNOR } from '../../shell/testing/contests';

export const AT = '2024-11-27T18:30:00+07:00';
export const ME = { id: '00000000-0000-4000-8000-00000000a001', name: 'sri.lestari' };
export const OTHER = { id: '00000000-0000-4000-8000-00000000a002', name: 'budi.santoso' };

const [LULUK = '', KHOFIFAH = '', RISMA = ''] = GOVERNOR.options.map(({ id }) => id);
const STEP: OutcomeStep = {
  case: 'worst',
  verdict: 'settled',
  ahead: KHOFIFAH,
  behind: RISMA,
  aheadVotes: 900,
  behindVotes: 500,
  margin: 400,
  coming: 250,
  low: 150,
  high: 650,
  valid: 1500,
  allowed: null,
};

const COVERAGE: Briefing['coverage'] = {
  counted: { tps: 6, voters: 1800, kelurahan: 6 },
  missing: { tps: 3, voters: 900, kelurahan: 1 },
  regions: [{ code: '3573', name: 'KOTA MALANG', expected: 2, missing: 2 }],
  hasSettlements: true,
};

const OUTCOME: Briefing['outcome'] = {
  ranking: [
    { option: KHOFIFAH, votes: 900 },
    { option: RISMA, votes: 500 },
  ],
  outstanding: { tps: 3, missing: 2, held: 1, disputed: 0, voters: 900, ballots: 925 },
  threshold: { perMille: 5, population: 41_000, isStandIn: false },
  swingPerMille: 100,
  answers: [
    { question: 'leader', worst: 'settled', realistic: 'settled', steps: [STEP] },
    {
      question: 'threshold',
      worst: 'open',
      realistic: 'above',
      steps: [{ ...STEP, verdict: 'open', low: -150, allowed: 9 }],
    },
  ],
  silences: { second: 'seats' },
};

/** Seven TPS of nine are in, six counted, one held; the leader cannot change any more, the threshold can. */
export function briefing(change: Partial<Briefing> = {}): Briefing {
  const { id, code, name, options } = GOVERNOR;
  const votes = {
    options: { [LULUK]: 100, [KHOFIFAH]: 900, [RISMA]: 500 },
    ...{ valid: 1500, invalid: 40, total: 1540, dpt: 1800, came: 1540 },
  };
  return {
    version: 1,
    contest: { id, code, name, options },
    ...{ seq: 48_211, at: AT, utcOffsetMinutes: 420, votingDay: '2024-11-27', isRehearsal: false },
    region: {
      ...{ code: '35', name: 'JAWA TIMUR', level: 'provinsi', voters: 2700, votes },
      counts: { expected: 9, received: 7, counted: 6 },
      states: { counted: 6, held: 1, empty: 2 },
      reasons: { W204: 1 },
    },
    rows: [],
    coverage: COVERAGE,
    coverageSentence: { id: '3 dari 9 TPS belum dihitung.', en: '3 of 9 TPS are not counted yet.' },
    outcome: OUTCOME,
    problems: [
      {
        kind: 'ENV-03',
        ...{ severity: 6, incidents: 2, places: 4, since: AT },
        statuses: { inProgress: 1, referred: 1 },
      },
    ],
    quickCounts: [],
    sentences: { id: ['Satu.', 'Dua.', 'Tiga.'], en: ['One.', 'Two.', 'Three.'] },
    ...change,
  };
}

export function summary(change: Partial<ReleaseSummary> = {}): ReleaseSummary {
  return {
    ...{ id: '00000000-0000-4000-8000-00000000b001', number: 12, contest: GOVERNOR.id, contestName: GOVERNOR.name },
    ...{ seq: 48_211, at: AT, status: 'draft', draftedBy: OTHER, draftedAt: AT, decidedBy: null, decidedAt: null },
    ...{ reason: '', sha256: 'ab'.repeat(32), files: null, corrections: 0 },
    ...change,
  };
}

export function release(change: Partial<ReleaseSummary> = {}): ReleaseResponse {
  return { release: summary(change), file: { ...briefing(), number: 12 }, corrections: [] };
}

/** Two of one institute: the later one stands in the place of the earlier. */
export function quickCounts(): QuickCountList {
  const one = (id: string, isLatest: boolean, quick: number): QuickCountList['rows'][number] => ({
    id,
    ...{ institute: 'Lembaga Satu', at: AT, sample: 400, margin: 1.5, enteredAt: AT, enteredBy: OTHER, isLatest },
    shares: { [LULUK]: 7, [KHOFIFAH]: quick, [RISMA]: 93 - quick },
    lines: [
      { option: KHOFIFAH, quick, real: 60, difference: 60 - quick, isWithin: Math.abs(60 - quick) <= 1.5 },
      { option: RISMA, quick: 93 - quick, real: null, difference: null, isWithin: null },
    ],
  });
  return { contest: GOVERNOR.id, rows: [one('q2', true, 58.25), one('q1', false, 61)] };
}
