import type { Profile } from './contest';
import { reserveOf } from './contest';
import type { CHasil, FieldPath, Figure, VoterRow } from './form';
import { SEXES, formStatus } from './form';

/** Rules of one form (domain.md section 6), in the order of their codes. */
export const FORM_RULES = [
  'E101',
  'E102',
  'E103',
  'E104',
  'E105',
  'E106',
  'E107',
  'E108',
  'E109',
  'E110',
  'E111',
  'E112',
  'W201',
  'W202',
  'W203',
  'W204',
  'W205',
] as const;
export type FormRule = (typeof FORM_RULES)[number];

/** Rules that need the neighbours, another entry or the tier below. */
export const OTHER_RULES = ['W206', 'W207', 'W208', 'W209', 'E301'] as const;
export const RULES = [...FORM_RULES, ...OTHER_RULES] as const;
export type Rule = (typeof RULES)[number];

/** What a rule found: the two sides that should have agreed, and the fields that they come from. */
export interface Finding {
  readonly code: FormRule;
  readonly fields: readonly FieldPath[];
  /** What stands there, and what it was held against. Null where the rule compares nothing. */
  readonly found: number | null;
  readonly against: number | null;
}

/** Errors hold publication; warnings ask for an explanation. */
export function isError(code: Rule): boolean {
  return code.startsWith('E');
}

/** W203 and W206 want so many valid votes before they say anything. */
export const VALID_ENOUGH = 50;

interface Reading {
  readonly form: CHasil;
  readonly profile: Profile;
  readonly hasPhoto: boolean;
}
type Check = (reading: Reading) => Finding[];

/** Everything that the rules say of a form; a rule with an absent operand does not apply. */
export function checkForm(form: CHasil | null, profile: Profile, hasPhoto = false): Finding[] {
  const isPartial = formStatus(form, profile, hasPhoto) === 'partial';
  const partial: Finding[] = isPartial ? [finding('E112', [])] : [];
  if (form === null) return partial;
  const reading = { form, profile, hasPhoto };
  return [...CHECKS.flatMap((check) => check(reading)), ...partial].sort((a, b) =>
    a.code < b.code ? -1 : a.code > b.code ? 1 : 0,
  );
}

/** Codes that apply, each once, in order. */
export function codesOf(findings: readonly Pick<Finding, 'code'>[]): FormRule[] {
  return FORM_RULES.filter((code) => findings.some((found) => found.code === code));
}

function finding(
  code: FormRule,
  fields: readonly FieldPath[],
  [found, against]: readonly [number | null, number | null] = [null, null],
): Finding {
  return { code, fields, found, against };
}

/** One finding if both are there and `isBroken` says so. */
function compare(
  code: FormRule,
  [found, against]: readonly [Figure, Figure],
  rule: { readonly fields: readonly FieldPath[]; readonly isBroken: (found: number, against: number) => boolean },
): Finding[] {
  if (found === null || against === null || !rule.isBroken(found, against)) return [];
  return [finding(code, rule.fields, [found, against])];
}

const differs = (found: number, against: number): boolean => found !== against;
const exceeds = (found: number, against: number): boolean => found > against;

/** Sum, or null where one is absent or there are none. */
function sum(figures: readonly Figure[]): Figure {
  let total = 0;
  for (const figure of figures) {
    if (figure === null) return null;
    total += figure;
  }
  return figures.length === 0 ? null : total;
}

const CAME = ['dpt', 'moved', 'ktp'] as const;

function rowsOf({ voters, came, disability }: CHasil): (readonly [FieldPath, VoterRow])[] {
  return [
    ['voters.dpt', voters.dpt],
    ...[...CAME, 'total' as const].map((row) => [`came.${row}`, came[row]] as const),
    ['disability.came', disability.came],
  ];
}

const bothSexes: Check = ({ form }) =>
  rowsOf(form).flatMap(([path, row]) =>
    compare('E101', [row.j, sum([row.l, row.p])], { fields: SEXES.map((sex) => `${path}.${sex}`), isBroken: differs }),
  );

const cameOfDpt: Check = ({ form: { came, voters } }) =>
  SEXES.flatMap((sex) =>
    compare('E102', [came.dpt[sex], voters.dpt[sex]], {
      fields: [`came.dpt.${sex}`, `voters.dpt.${sex}`],
      isBroken: exceeds,
    }),
  );

const cameInAll: Check = ({ form: { came } }) =>
  SEXES.flatMap((sex) =>
    compare('E103', [came.total[sex], sum(CAME.map((row) => came[row][sex]))], {
      fields: [...CAME, 'total'].map((row) => `came.${row}.${sex}`),
      isBroken: differs,
    }),
  );

/** What counts as the options' votes: a party's total where the form has one, else every line. */
function countedOptions({ votes }: CHasil): (readonly [FieldPath, Figure])[] {
  const name = votes.parties === undefined ? 'options' : 'parties';
  return Object.entries(votes[name] ?? {}).map(([id, figure]) => [`votes.${name}.${id}`, figure] as const);
}

const options: Check = ({ form }) => {
  const counted = countedOptions(form);
  return compare('E104', [form.votes.valid, sum(counted.map(([, figure]) => figure))], {
    fields: [...counted.map(([path]) => path), 'votes.valid'],
    isBroken: differs,
  });
};

const validAndInvalid: Check = ({ form: { votes } }) =>
  compare('E105', [votes.total, sum([votes.valid, votes.invalid])], {
    fields: ['votes.valid', 'votes.invalid', 'votes.total'],
    isBroken: differs,
  });

const votesOfThoseWhoCame: Check = ({ form: { votes, came } }) =>
  compare('E106', [votes.total, came.total.j], { fields: ['votes.total', 'came.total.j'], isBroken: differs });

const BALLOTS = ['received', 'used', 'spoiled', 'unused'] as const;

const ballots: Check = ({ form, profile }) => {
  if (!profile.hasBallots) return [];
  const { received, used, spoiled, unused } = form.ballots;
  return compare('E107', [received, sum([used, spoiled, unused])], {
    fields: BALLOTS.map((name) => `ballots.${name}`),
    isBroken: differs,
  });
};

const ballotsUsed: Check = ({ form, profile }) => {
  if (!profile.hasBallots) return [];
  return compare('E108', [form.ballots.used, form.votes.total], {
    fields: ['ballots.used', 'votes.total'],
    isBroken: differs,
  });
};

/** Ballots that were there: as received, or by the law where the form has no block III. */
const enoughBallots: Check = ({ form, profile }) => {
  const { dpt } = form.voters;
  const byLaw = dpt.j === null ? null : dpt.j + reserveOf(dpt.j, profile);
  const hasBlock = profile.hasBallots && form.ballots.received !== null;
  return compare('E109', [form.came.total.j, hasBlock ? form.ballots.received : byLaw], {
    fields: ['came.total.j', hasBlock ? 'ballots.received' : 'voters.dpt.j'],
    isBroken: exceeds,
  });
};

const disability: Check = ({ form, profile }) => {
  if (!profile.hasDisability) return [];
  return SEXES.flatMap((sex) =>
    compare('E110', [form.disability.came[sex], form.came.total[sex]], {
      fields: [`disability.came.${sex}`, `came.total.${sex}`],
      isBroken: exceeds,
    }),
  );
};

const ceiling: Check = ({ form, profile }) => {
  const most = profile.ceiling + reserveOf(profile.ceiling, profile);
  const votes = [...countedOptions(form), ['votes.total', form.votes.total] as const];
  return [
    ...compare('E111', [form.voters.dpt.j, profile.ceiling], { fields: ['voters.dpt.j'], isBroken: exceeds }),
    ...votes.flatMap(([path, figure]) => compare('E111', [figure, most], { fields: [path], isBroken: exceeds })),
  ];
};

const noVotes: Check = ({ form, profile, hasPhoto }) => {
  const isComplete = formStatus(form, profile, hasPhoto) === 'complete';
  return isComplete && form.votes.total === 0 ? [finding('W201', ['votes.total'], [0, null])] : [];
};

const manyInvalid: Check = ({ form: { votes }, profile }) =>
  compare('W202', [votes.invalid, votes.total], {
    fields: ['votes.invalid', 'votes.total'],
    isBroken: (invalid, total) => total > 0 && invalid * 100 >= total * profile.invalidPercent,
  });

const oneHasAll: Check = ({ form }) => {
  const { valid } = form.votes;
  if (valid === null || valid < VALID_ENOUGH) return [];
  const all = countedOptions(form).filter(([, figure]) => figure === valid);
  return all.slice(0, 1).map(([path]) => finding('W203', [path, 'votes.valid'], [valid, valid]));
};

const turnout: Check = ({ form: { came, voters }, profile }) => {
  const { least, most } = profile.turnoutPercent;
  return compare('W204', [came.total.j, voters.dpt.j], {
    fields: ['came.total.j', 'voters.dpt.j'],
    isBroken: (all, dpt) => dpt > 0 && (all * 100 < dpt * least || all * 100 > dpt * most),
  });
};

const ballotsByLaw: Check = ({ form, profile }) => {
  if (!profile.hasBallots) return [];
  const { j } = form.voters.dpt;
  const byLaw = j === null ? null : j + reserveOf(j, profile);
  return compare('W205', [form.ballots.received, byLaw], {
    fields: ['ballots.received', 'voters.dpt.j'],
    isBroken: differs,
  });
};

const CHECKS: readonly Check[] = [
  bothSexes,
  cameOfDpt,
  cameInAll,
  options,
  validAndInvalid,
  votesOfThoseWhoCame,
  ballots,
  ballotsUsed,
  enoughBallots,
  disability,
  ceiling,
  noVotes,
  manyInvalid,
  oneHasAll,
  turnout,
  ballotsByLaw,
];
