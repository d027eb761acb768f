import type { OutlierRow } from '@posko/contracts';
import type { Contest, OutlierReason, ResultState } from '@posko/domain';
import type { Formats, TextOf, VerifyTab, outlierMessages } from '@posko/ui';

type Finding = OutlierRow['findings'][number];

interface Words {
  readonly contest: Pick<Contest, 'options'>;
  readonly t: TextOf<typeof outlierMessages>;
  readonly formats: Formats;
}

/** Reasons whose two figures are votes; those of the others are shares. */
const OF_VOTES: readonly OutlierReason[] = ['digitSwap'];
const OPTION = 'votes.options.';

/** A reason as a sentence with what was found and what it was held against. */
export function sentenceOf({ reason, fields, found, against }: Finding, words: Words): string {
  const figure = (value: number | null): string => figureText(value, reason, words.formats);
  const options = fields.filter((path) => path.startsWith(OPTION)).map((path) => optionName(path, words));
  // Of several options that are unlike the figures are those of the first.
  const named = reason === 'unlikeKecamatan' ? options.slice(0, 1) : options;
  const { t } = words;
  return t(`outlier.said.${reason}`, { fields: joined(named, t), found: figure(found), against: figure(against) });
}

function figureText(value: number | null, reason: OutlierReason, formats: Formats): string {
  if (value === null) return '–';
  return OF_VOTES.includes(reason) ? formats.number(value) : formats.percent(value, 1, 1);
}

function optionName(path: string, { contest, t }: Words): string {
  const option = contest.options.find(({ id }) => id === path.slice(OPTION.length));
  if (option === undefined) return path;
  return option.kind === 'kolomKosong' ? t('outlier.kolomKosong') : `${option.number} ${option.name}`;
}

function joined([first = '', ...others]: readonly string[], t: Words['t']): string {
  return others.reduce((text, other) => t('outlier.and', { first: text, second: other }), first);
}

const TABS: Readonly<Partial<Record<ResultState, VerifyTab>>> = {
  photoOnly: 'photoOnly',
  enteredOnce: 'enteredOnce',
  differing: 'differing',
  held: 'held',
  passed: 'passed',
  withdrawn: 'withdrawn',
};

/** The verifier's queue in which a result stands. */
export function tabOf(state: ResultState): VerifyTab {
  return TABS[state] ?? 'published';
}
