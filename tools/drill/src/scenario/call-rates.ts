import type { IncidentKind } from '@posko/domain';
import { RATES } from './rates';
import type { Rate } from './rates';

/** TPS of the Pemilu of February 2024, and of the Pilkada of November 2024 in the whole country. */
const PEMILU_TPS = 823_236;
const PILKADA_TPS = 435_296;
const JATIM_TPS = 60_751;

/** Minutes from a stage of the TPS's own day, or from midnight of the voting day. */
export interface CallWindow {
  readonly after: 'midnight' | 'ready' | 'open' | 'closed' | 'counting' | 'counted' | 'sent';
  readonly from: number;
  readonly until: number;
}

/** Calls come only from TPS to which this happened. */
export type CallCause = 'openedLate' | 'readyLate' | 'longQueue' | 'rain';

/** How often a kind is called in, when, and where the figure comes from. */
export interface CallRate extends Omit<Rate, 'of'> {
  readonly window: CallWindow;
  readonly cause?: CallCause;
}

const published = (tps: number, source: string, among = PEMILU_TPS): Omit<Rate, 'of'> => ({
  share: tps / among,
  basis: 'published',
  source,
});
const pemilu = (tps: number, what: string, part = 1): Omit<Rate, 'of'> =>
  published(tps * part, `${what}: ${tps.toLocaleString('en')} TPS (Bawaslu, Pemilu 2024)${partText(part)}`);
const pilkada = (tps: number, what: string, part = 1): Omit<Rate, 'of'> =>
  published(
    tps * part,
    `${what}: ${tps.toLocaleString('en')} TPS (Bawaslu, Pilkada 2024)${partText(part)}`,
    PILKADA_TPS,
  );
const jatim = (tps: number, source: string): Omit<Rate, 'of'> => published(tps, source, JATIM_TPS);
const assumed = (share: number, source: string): Omit<Rate, 'of'> => ({ share, basis: 'assumed', source });

function partText(part: number): string {
  return part === 1 ? '' : `, ${Math.round(part * 100)} % of them this kind (assumed)`;
}

const HOUR = 60;
const at = (from: number, until: number): { window: CallWindow } => ({
  window: { after: 'midnight', from: from * HOUR, until: until * HOUR },
});
const after = (stage: CallWindow['after'], from: number, until: number): { window: CallWindow } => ({
  window: { after: stage, from, until },
});

/** What share of an event's TPS call, so that as many call over all TPS as were published. */
const among = (rate: Omit<Rate, 'of'>, share: number): Omit<Rate, 'of'> => ({
  ...rate,
  share: Math.min(1, rate.share / share),
});

/**
 * Share of TPS that call about each kind, single calls only: widespread causes come on top (`disruption.ts`). Pilkada figures
 * where there are some, else those of the Pemilu, both as the supervisory body counted them nation-wide.
 */
export const CALL_RATES = {
  'LOG-01': { ...pilkada(12_696, 'logistics of the wrong number', 0.6), ...at(5.5, 9) },
  'LOG-02': { ...pilkada(1073, 'ballots swapped'), ...after('open', -30, 60) },
  'LOG-03': { ...pilkada(12_696, 'logistics of the wrong number', 0.4), ...at(5.5, 9) },
  'LOG-04': {
    ...among(pemilu(10_496, 'logistics incomplete', 0.3), RATES.readyLate.share),
    ...after('ready', -90, -5),
    cause: 'readyLate',
  },
  'LOG-05': { ...pemilu(12_284, 'no braille template'), ...after('open', -60, 90) },
  'LOG-06': {
    ...among(pemilu(10_496, 'logistics incomplete', 0.7), RATES.readyLate.share),
    ...after('ready', -180, -15),
    cause: 'readyLate',
  },
  'OPN-01': {
    ...among(pilkada(5438, 'opened late'), RATES.openedLate.share),
    ...after('open', -10, 20),
    cause: 'openedLate',
  },
  'OPN-02': { ...assumed(0.0006, 'not open, or moved'), ...at(7.1, 8.5) },
  'STF-01': { ...assumed(0.002, 'crew absent'), ...at(5.5, 7.5) },
  'STF-02': { ...assumed(0.0015, 'crew member ill'), ...at(8, 24) },
  'STF-03': { ...assumed(0.00002, 'crew member died'), ...at(10, 36) },
  'VOT-01': { ...pemilu(3724, 'voter list not posted'), ...after('open', -30, 120) },
  'VOT-02': { ...pemilu(8219, 'voters of another domicile'), ...at(11.9, 13) },
  'VOT-03': { ...pemilu(2413, 'voted more than once'), ...at(9, 13) },
  'VOT-04': { ...pemilu(5836, 'companion of a disabled voter without a form'), ...at(8, 12) },
  'VOT-05': { ...assumed(0.02, 'asks what to do about the queue'), ...at(12.8, 13.5), cause: 'longQueue' },
  'VOT-06': { ...assumed(0.0001, 'ballots marked beforehand'), ...at(8, 13) },
  'VOT-07': { ...pilkada(462, 'counting begun before 13.00'), ...at(11.5, 13) },
  'SEC-01': { ...pilkada(87, 'organisers intimidated'), ...at(7, 18) },
  'SEC-02': { ...assumed(0.00008, 'violence'), ...at(8, 24) },
  'SEC-03': { ...pemilu(3521 + 2632, 'attributes worn, voters mobilised'), ...at(-4, 12) },
  'SEC-04': { ...assumed(0.0001, 'box opened or lost'), ...after('counted', 10, 600) },
  'ENV-01': { ...assumed(0.01, 'tent down, in rain'), ...at(6, 12), cause: 'rain' },
  'ENV-02': { ...assumed(0.0001, 'flood, fire or landslide at one TPS'), ...at(4, 14) },
  'ENV-03': { ...assumed(0.0008, 'power cut at one TPS'), ...at(17, 22) },
  'CNT-01': { ...pilkada(273, 'sums do not match voters'), ...after('counted', -40, 60) },
  'CNT-02': { ...pilkada(35, 'counting not visible'), ...after('counting', 10, 180) },
  'CNT-03': { ...pilkada(71, 'no copy of C.Hasil'), ...after('counted', 5, 120) },
  'CNT-04': { ...assumed(0.003, 'witness objects'), ...after('counted', -20, 60) },
  'CNT-05': { ...assumed(0.002, 'paper form damaged or wrong'), ...after('counted', -30, 30) },
  'SRK-01': { ...assumed(0.008, 'cannot sign in'), ...at(-6, 8) },
  'SRK-02': { ...assumed(0.001, 'application crashes on one phone'), ...after('counted', 0, 90) },
  'SRK-03': { ...assumed(0.004, 'no signal'), ...after('counted', 0, 90) },
  'SRK-04': { ...assumed(0.005, 'photo has to be taken again'), ...after('sent', 3, 90) },
  'SRK-05': { ...assumed(0.006, 'figures misread'), ...after('sent', 3, 180) },
  'SRK-06': { ...assumed(0.0005, 'photo of another TPS'), ...after('sent', 5, 240) },
  'SRK-07': {
    ...jatim(293, 'withdrawn from publication: 293 of 60,751 (Sirekap, Jawa Timur 2024)'),
    ...after('sent', 60, 900),
  },
  'REC-01': { ...assumed(0.0003, 'recapitulation differs'), ...at(33, 46) },
  'PSU-01': { ...jatim(4, 're-votes: 4 of 60,751 (KPU, Jawa Timur 2024)'), ...at(34, 47) },
  'PSL-01': { ...assumed(0.00003, 'continued vote decided'), ...at(14, 30) },
  'PSS-01': { ...assumed(0.00003, 'postponed vote decided'), ...at(7, 20) },
  'INF-01': { ...assumed(0.02, 'a question'), ...at(-8, 20) },
} as const satisfies Record<IncidentKind, CallRate>;
