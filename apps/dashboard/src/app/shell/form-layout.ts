import type { Contest, ContestOption, FieldPath } from '@posko/domain';
import { PROFILES, SEXES } from '@posko/domain';
import type { TextOf, formMessages } from '@posko/ui';

type FormText = TextOf<typeof formMessages>;
type RowKey = Extract<Parameters<FormText>[0], `form.row.${string}`>;

export const BLOCKS = ['voters', 'came', 'ballots', 'disability', 'votes'] as const;
export type BlockName = (typeof BLOCKS)[number];

/** One row of the paper: three figures (L, P, J) or one. */
export interface FormRow {
  readonly label: RowKey | null;
  readonly option: ContestOption | null;
  readonly fields: readonly FieldPath[];
  /** Adds up the rows above it. */
  readonly isSum: boolean;
  /** A party's row, or that of a candidate below it. */
  readonly tier: 'party' | 'candidate' | null;
}

export interface FormBlock {
  readonly name: BlockName;
  readonly columns: readonly ('l' | 'p' | 'j' | 'n')[];
  readonly rows: readonly FormRow[];
}

/** The form as the paper has it, block by block, in the order in which it is read. */
export function formLayout(contest: Pick<Contest, 'options' | 'profile'>): FormBlock[] {
  const { profile } = contest;
  const { hasBallots, hasDisability } = PROFILES[profile];
  const all: FormBlock[] = [
    { name: 'voters', columns: SEXES, rows: [voterRow('voters.dpt', 'form.row.voters.dpt')] },
    {
      name: 'came',
      columns: SEXES,
      rows: [
        voterRow('came.dpt', 'form.row.came.dpt'),
        voterRow('came.moved', `form.row.came.moved.${profile}`),
        voterRow('came.ktp', `form.row.came.ktp.${profile}`),
        { ...voterRow('came.total', 'form.row.came.total'), isSum: true },
      ],
    },
    {
      name: 'ballots',
      columns: ['n'],
      rows: (['received', 'used', 'spoiled', 'unused'] as const).map((name) =>
        oneRow(`ballots.${name}`, `form.row.ballots.${name}`),
      ),
    },
    { name: 'disability', columns: SEXES, rows: [voterRow('disability.came', 'form.row.disability.came')] },
    { name: 'votes', columns: ['n'], rows: voteRows(contest.options) },
  ];
  return all.filter(({ name }) => (name !== 'ballots' || hasBallots) && (name !== 'disability' || hasDisability));
}

/** Every field of the form in the order of the paper. */
export function fieldsOf(layout: readonly FormBlock[]): FieldPath[] {
  return layout.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields));
}

/** What a row is called: its words, or the option's number and name. */
export function rowName({ label, option }: FormRow, t: FormText): string {
  if (label !== null) return option === null ? t(label) : `${option.number} ${option.name}: ${t(label)}`;
  if (option === null) return '';
  return option.kind === 'kolomKosong' ? t('form.row.kolomKosong') : `${option.number} ${option.name}`;
}

/** What a field is called where it stands alone: `Pengguna DPT, P`. */
export function fieldName(layout: readonly FormBlock[], path: FieldPath, t: FormText): string {
  const row = layout.flatMap(({ rows }) => rows).find(({ fields }) => fields.includes(path));
  if (row === undefined) return path;
  const sex = SEXES[row.fields.indexOf(path)];
  const name = rowName(row, t);
  return row.fields.length === 1 || sex === undefined
    ? name
    : t('form.field', { row: name, column: t(`form.sex.${sex}`) });
}

const PLAIN = { option: null, isSum: false, tier: null } as const;

function voterRow(path: FieldPath, label: RowKey): FormRow {
  return { ...PLAIN, label, fields: SEXES.map((sex) => `${path}.${sex}`) };
}

function oneRow(path: FieldPath, label: RowKey): FormRow {
  return { ...PLAIN, label, fields: [path] };
}

function voteRows(options: readonly ContestOption[]): FormRow[] {
  const loose = options.filter(({ kind, party }) => kind !== 'party' && party === null);
  const sums = (['valid', 'invalid', 'total'] as const).map((name) => ({
    ...oneRow(`votes.${name}`, `form.row.votes.${name}`),
    isSum: true,
  }));
  const parties = options.filter(({ kind }) => kind === 'party').flatMap((party) => partyRows(party, options));
  return [...loose.map((option) => optionRow(option)), ...parties, ...sums];
}

/** A party's own votes, its candidates', and both together as the paper says it. */
function partyRows(party: ContestOption, options: readonly ContestOption[]): FormRow[] {
  const candidates = options.filter((option) => option.party === party.id);
  return [
    { ...optionRow(party), label: 'form.row.partyOwn', tier: 'party' },
    ...candidates.map((candidate): FormRow => ({ ...optionRow(candidate), tier: 'candidate' })),
    {
      ...PLAIN,
      label: 'form.row.partyTotal',
      option: party,
      fields: [`votes.parties.${party.id}`],
      isSum: true,
    },
  ];
}

function optionRow(option: ContestOption): FormRow {
  return { ...PLAIN, label: null, option, fields: [`votes.options.${option.id}`] };
}
