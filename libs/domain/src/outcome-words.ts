import type { ContestOption } from './contest';
import { englishForm } from './coverage-words';
import { formatNumber, percentText } from './locale';
import type { LanguageCode } from './locale';
import type { Outcome, OutcomeAnswer, OutcomeQuestion, OutcomeSilence, OutcomeStep, OutcomeVerdict } from './outcome';

/** One question with its answer in words, and the arithmetic behind it, line by line. */
export interface OutcomeWords {
  readonly question: OutcomeQuestion;
  readonly title: string;
  readonly answer: string;
  readonly lines: readonly string[];
}

type Both<T> = Readonly<Record<LanguageCode, T>>;

const TITLES: Both<Readonly<Record<OutcomeQuestion, string>>> = {
  id: { leader: 'Urutan pertama', second: 'Urutan kedua', threshold: 'Ambang sengketa hasil' },
  en: { leader: 'The leader', second: 'The second place', threshold: 'The threshold of disputes' },
};

const SILENCES: Both<Readonly<Record<OutcomeSilence, string>>> = {
  id: {
    seats: 'Tidak berlaku: pemilihan ini membagi kursi, dan urutan saja tidak menentukan kursi.',
    president: 'Tidak berlaku: sengketa hasil pemilihan presiden tidak mengenal ambang selisih.',
    nothingCounted: 'Belum ada suara yang dihitung.',
  },
  en: {
    seats: 'Does not apply: this contest deals out seats, which the order alone does not decide.',
    president: 'Does not apply: disputes over the presidency know no threshold of margins.',
    nothingCounted: 'No votes are counted yet.',
  },
};

const ANSWERS: Both<Readonly<Record<'worst' | 'realistic' | 'open' | 'above' | 'within', string>>> = {
  id: {
    worst: 'Tidak dapat berubah lagi, bagaimanapun suara yang tersisa.',
    realistic: 'Masih dapat berubah menurut batas terburuk, tetapi tidak menurut anggapan yang disebut di bawah.',
    open: 'Masih dapat berubah.',
    above: 'Selisih tetap di atas ambang, bagaimanapun suara yang tersisa.',
    within: 'Selisih tetap di dalam ambang, bagaimanapun suara yang tersisa.',
  },
  en: {
    worst: 'Cannot change any more, whatever the votes that are left.',
    realistic: 'Can still change in the worst case, but not under the assumption told below.',
    open: 'Can still change.',
    above: 'The margin stays above the threshold, whatever the votes that are left.',
    within: 'The margin stays within the threshold, whatever the votes that are left.',
  },
};

/** In the order in which they are asked. From the words: the list in `outcome.ts` brings its checks along to whoever only reads. */
const ASKED = Object.keys(TITLES.id) as OutcomeQuestion[];

/** Every question in words, those that are not asked with the reason. */
export function outcomeWords(
  outcome: Outcome,
  options: readonly ContestOption[],
  language: LanguageCode,
): OutcomeWords[] {
  return ASKED.flatMap((question): OutcomeWords[] => {
    const title = TITLES[language][question];
    const answer = outcome.answers.find((one) => one.question === question);
    const silence = outcome.silences[question];
    if (answer === undefined)
      return silence === undefined ? [] : [{ question, title, answer: SILENCES[language][silence], lines: [] }];
    const speech = new Speech(outcome, options, language);
    const lines = [...speech.left(), ...answer.steps.flatMap((step) => speech.step(step))];
    return [{ question, title, answer: ANSWERS[language][answerKey(answer)], lines }];
  });
}

/** What the realistic case assumes, as a title and a sentence; null where no question is asked that rests on it. */
export function outcomeAssumption(
  { answers, swingPerMille }: Outcome,
  language: LanguageCode,
): { readonly title: string; readonly sentence: string } | null {
  if (answers.length === 0) return null;
  const points = swingPoints(swingPerMille, language);
  return language === 'id'
    ? {
        title: 'Anggapan',
        sentence: `TPS yang tersisa memilih seperti TPS lain di daerahnya, bergeser ${points} poin ke yang di belakang. Bukan ramalan.`,
      }
    : {
        title: 'Assumption',
        sentence: `The TPS left vote as the others of their area, with ${points} points moving to the one behind. No forecast.`,
      };
}

function swingPoints(perMille: number, language: LanguageCode): string {
  const points = perMille / 10;
  return formatNumber(points, language, Number.isInteger(points) ? 0 : 1);
}

function answerKey({ worst, realistic }: OutcomeAnswer): keyof (typeof ANSWERS)['id'] {
  if (worst === 'above' || worst === 'within') return worst;
  if (worst === 'settled') return 'worst';
  return realistic === 'open' ? 'open' : 'realistic';
}

/** Name of an option as it is said: with its number, but for the empty box. */
export function optionName(options: readonly ContestOption[], id: string, language: LanguageCode): string {
  const option = options.find((one) => one.id === id);
  if (option === undefined) return id;
  if (option.kind === 'kolomKosong') return option.name;
  return `${option.name} (${language === 'id' ? 'nomor' : 'number'} ${option.number})`;
}

/** The arithmetic in sentences: every number that it uses is in one of them. */
class Speech {
  constructor(
    private readonly outcome: Outcome,
    private readonly options: readonly ContestOption[],
    private readonly language: LanguageCode,
  ) {}

  left(): string[] {
    const { tps, missing, held, disputed, voters, ballots } = this.outcome.outstanding;
    const n = (value: number): string => this.n(value);
    return [
      this.language === 'id'
        ? `Tersisa ${n(tps)} TPS: ${n(missing)} belum masuk, ${n(held)} ditahan atau ditarik, ${n(disputed)} dipersoalkan (suaranya tidak ikut dihitung di sini).`
        : `${n(tps)} TPS ${englishForm(tps, 'is', 'are')} left: ${n(missing)} not in yet, ${n(held)} held or withdrawn, ${n(disputed)} disputed (${englishForm(disputed, 'its', 'their')} votes are left out here).`,
      this.language === 'id'
        ? `Pemilih terdaftar di TPS itu ${n(voters)}; dengan surat suara cadangan paling banyak ${n(ballots)} suara.`
        : `${englishForm(tps, 'It has', 'They have')} ${n(voters)} voters on ${englishForm(tps, 'its list', 'their lists')}; with spare ballots ${n(ballots)} votes at the most.`,
    ];
  }

  step(step: OutcomeStep): string[] {
    const { ahead, behind, aheadVotes, behindVotes, margin } = step;
    const [a, b] = [ahead, behind].map((id) => optionName(this.options, id, this.language));
    const counted = `${a} ${this.n(aheadVotes)} − ${b} ${this.n(behindVotes)} = ${this.n(margin)}.`;
    return [counted, this.movement(step), this.conclusion(step)];
  }

  private movement({ case: name, coming, margin, low }: OutcomeStep): string {
    const sum = `${this.n(margin)} ${low < margin ? '−' : '+'} ${this.n(Math.abs(low - margin))} = ${this.n(low)}`;
    const points = swingPoints(this.outcome.swingPerMille, this.language);
    if (name === 'worst')
      return this.language === 'id'
        ? `Terburuk: semua ${this.n(coming)} suara itu untuk yang di belakang: ${sum}.`
        : `Worst case: all ${this.n(coming)} of them for the one behind: ${sum}.`;
    return this.language === 'id'
      ? `Anggapan: TPS yang tersisa datang dan memilih seperti TPS terhitung di daerahnya (${this.n(coming)} suara; daerah yang belum satu pun terhitung: semua untuk yang di belakang), bergeser ${points} poin ke yang di belakang: ${sum}. Ini bukan ramalan.`
      : `Assumption: the TPS left come and vote as the counted ones of their area (${this.n(coming)} votes; of an area with none counted yet, all for the one behind), with ${points} points moving to the one behind: ${sum}. This is no forecast.`;
  }

  private conclusion({ verdict, low, high, allowed, valid, coming }: OutcomeStep): string {
    if (allowed === null) return VERDICTS[this.language][verdict];
    const perMille = this.outcome.threshold?.perMille ?? 0;
    const share = percentText(perMille / 10, this.language, 1);
    const sum = `${share} × (${this.n(valid)} + ${this.n(coming)}) = ${this.n(allowed)}`;
    const range = `${this.n(low)} … ${this.n(high)}`;
    return this.language === 'id'
      ? `Ambang ${sum}; selisih ${range}: ${VERDICTS.id[verdict]} ${this.population()}`
      : `Threshold ${sum}; margin ${range}: ${VERDICTS.en[verdict]} ${this.population()}`;
  }

  private population(): string {
    const { population = 0, isStandIn = false } = this.outcome.threshold ?? {};
    const n = this.n(population);
    if (this.language === 'id') return isStandIn ? `(Penduduk belum diisi; dipakai DPT ${n}.)` : `(Penduduk ${n}.)`;
    return isStandIn ? `(Population not set; the DPT of ${n} in its place.)` : `(Population ${n}.)`;
  }

  private n(value: number): string {
    return formatNumber(value, this.language, Number.isInteger(value) ? 0 : 1).replace('-', '−');
  }
}

const VERDICTS: Both<Readonly<Record<OutcomeVerdict, string>>> = {
  id: {
    settled: 'Tetap di depan: tidak tersusul.',
    open: 'Dapat berubah.',
    above: 'di atas ambang.',
    within: 'di dalam ambang.',
  },
  en: { settled: 'Still ahead: out of reach.', open: 'Can change.', above: 'above it.', within: 'within it.' },
};
