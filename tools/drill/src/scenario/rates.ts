/**
 * How often things go wrong on an election day, each with where the figure comes from. `published` ones were counted at real
 * elections; `assumed` ones are ours, chosen so that a rehearsal meets the case in
 * every kecamatan at least once.
 */
export interface Rate {
  /** 0 … 1. */
  readonly share: number;
  readonly of: 'TPS' | 'reports' | 'kecamatan' | 'calls' | 'photos';
  readonly basis: 'published' | 'assumed';
  readonly source: string;
}

/** TPS of the Pemilu of February 2024, on which the national supervision figures count. */
const PEMILU_TPS = 823_236;
/** TPS of Jawa Timur at the Pilkada of November 2024. */
const JATIM_TPS = 60_751;
/** TPS of Jawa Timur missing at the end in Sirekap, and those of them withdrawn from publication. */
const JATIM_MISSING = 347;
const JATIM_WITHDRAWN = 293;

const published = (share: number, of: Rate['of'], source: string): Rate => ({ share, of, basis: 'published', source });
const assumed = (share: number, of: Rate['of'], source: string): Rate => ({ share, of, basis: 'assumed', source });

export const RATES = {
  openedLate: published(37_466 / PEMILU_TPS, 'TPS', 'opened late: 37,466 of 823,236 (supervision report, Pemilu 2024)'),
  readyLate: published(
    10_496 / PEMILU_TPS,
    'TPS',
    'logistics incomplete, so ready after 18.00 on the eve: 10,496 of 823,236 (supervision report, Pemilu 2024)',
  ),
  offline: published(
    11_233 / PEMILU_TPS,
    'TPS',
    'Sirekap out of reach: 11,233 of 823,236 (supervision report, Pemilu 2024)',
  ),
  neverSent: published(
    JATIM_MISSING / JATIM_TPS,
    'TPS',
    'missing at the end: 347 of 60,751 (Sirekap, Jawa Timur 2024)',
  ),
  countedAmongNeverSent: published(
    JATIM_WITHDRAWN / JATIM_MISSING,
    'TPS',
    'of those missing, counted but withdrawn from publication: 293 of 347 (Sirekap, Jawa Timur 2024)',
  ),
  sentLate: assumed(0.04, 'TPS', 'sends more than three hours after counting'),
  sentNextDay: assumed(
    0.006,
    'TPS',
    'sends on the day after voting; so that 99.1 % are in by 10.15, as Sirekap showed (60,219 of 60,751)',
  ),
  silentForSomeStages: assumed(0.03, 'TPS', 'leaves out one to three stages, the crew is too busy'),
  silentUntilCounted: assumed(0.004, 'TPS', 'nothing is heard before the count is done'),
  turnoutLeftOut: assumed(0.08, 'reports', 'a turnout report at 09.00, 11.00 or 13.00 is left out'),
  sameIdAgain: assumed(0.02, 'reports', 'the answer was lost, the phone sends the same report again'),
  sameStageNewId: assumed(0.01, 'reports', 'a second member of the crew reports the same stage'),
  outOfOrder: assumed(0.01, 'reports', 'held up on its way until after the next report'),
  wrongClock: assumed(0.005, 'TPS', 'the phone shows another time zone or is minutes off'),
  note: assumed(0.015, 'reports', 'comes with a note'),
  rain: assumed(0.15, 'kecamatan', 'heavy rain in the morning: late November is the rainy season'),
  countedAgain: assumed(0.02, 'TPS', 'the sums do not match the voters, all is counted once more'),
  longQueue: assumed(0.2, 'TPS', 'people still queue at 13.00 and are served'),
  flood: assumed(0.06, 'kecamatan', 'a flood over the kecamatan, of those where it rains'),
  powerCut: assumed(0.02, 'kecamatan', 'a power cut over the kecamatan while they count'),
  calledInFlood: assumed(0.4, 'TPS', 'of a flooded kecamatan call'),
  calledInPowerCut: assumed(0.3, 'TPS', 'of a kecamatan without power call'),
  crewSlip: published(75 / 348, 'TPS', 'complete forms that broke a rule: 75 of 348 (Sirekap, Jakarta, February 2024)'),
  typistSlip: published(
    0.013,
    'TPS',
    'read otherwise than the public read the photo: about 1.3 % (Jawa Timur, Pemilu 2019)',
  ),
  paperWrong: assumed(0.01, 'TPS', 'the paper itself does not add up: somebody confirms that it stands so'),
  photoBlurred: assumed(0.08, 'photos', 'nobody published how many; each gives a verifier something to ask for again'),
  photoDark: assumed(0.04, 'photos', 'taken by the light of a lamp'),
  photoElsewhere: assumed(0.04, 'photos', 'the photo of the TPS before it, sent once more'),
  secondCaller: assumed(0.08, 'calls', 'someone else calls about the same thing'),
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;
