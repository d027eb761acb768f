import * as z from 'zod';
import type { Contest } from './contest';
import type { CHasil, Figure as FigureValue, VoterRow } from './form';
import { Figure, SEXES } from './form';

/** The key that Sirekap sometimes puts among the options: no option has this id. */
const TRAP = 'null';

/** A pair's votes, or a party with its candidates. */
const ChartLine = z.union([Figure, z.record(z.string(), Figure)]);
const Chart = z.record(z.string(), ChartLine).nullish();

const ROWS = ['pemilih_dpt', 'pengguna_dpt', 'pengguna_dptb', 'pengguna_non_dpt', 'pengguna_total'] as const;
const SUMS = ['suara_sah', 'suara_tidak_sah', 'suara_total'] as const;
type Row = (typeof ROWS)[number];
type Name = `${Row}_${'l' | 'p' | 'j'}` | (typeof SUMS)[number];
const NAMES = [...ROWS.flatMap((row) => [`${row}_l`, `${row}_p`, `${row}_j`]), ...SUMS] as Name[];

const Administration = z
  .looseObject(
    Object.fromEntries(NAMES.map((name) => [name, Figure.optional()])) as Record<Name, z.ZodOptional<typeof Figure>>,
  )
  .nullish();

const Rest = {
  images: z.array(z.string().nullable()).nullish(),
  psu: z.string().nullish(),
  ts: z.string().nullish(),
  status_suara: z.boolean().nullish(),
  status_adm: z.boolean().nullish(),
};

/** Pemilu 2024 has the blocks at the top, Pilkada 2024 under `tungsura` (domain.md section 7). */
const PemiluFile = z
  .looseObject({ chart: Chart, administrasi: Administration, ...Rest })
  .refine((file) => 'chart' in file && 'administrasi' in file, { message: 'has no chart and administrasi' });
const PilkadaFile = z.looseObject({
  tungsura: z.looseObject({ chart: Chart, administrasi: Administration }).nullable(),
  ...Rest,
});

/** What Sirekap publishes of one TPS. */
export interface SirekapForm {
  readonly layout: 'pemilu' | 'pilkada';
  /** Null where neither block is there. */
  readonly form: CHasil | null;
  readonly images: readonly string[];
  /** As Sirekap writes it, western Indonesian time without saying so. */
  readonly ts: string | null;
}

/** Reads Sirekap's file of one TPS. Throws a ZodError that names the field where it is none. */
export function readSirekapForm(json: unknown): SirekapForm {
  const isPilkada = typeof json === 'object' && json !== null && 'tungsura' in json;
  const file = isPilkada ? PilkadaFile.parse(json) : PemiluFile.parse(json);
  const { chart, administrasi } = 'tungsura' in file ? ((file.tungsura ?? {}) as Blocks) : file;
  return {
    layout: isPilkada ? 'pilkada' : 'pemilu',
    form: isNothing(chart) && isNothing(administrasi) ? null : formOf(chart ?? {}, administrasi ?? {}),
    images: (file.images ?? []).filter((image) => image !== null),
    ts: file.ts ?? null,
  };
}

interface Blocks {
  readonly chart?: z.infer<typeof Chart>;
  readonly administrasi?: z.infer<typeof Administration>;
}

function isNothing(block: object | null | undefined): boolean {
  return block === null || block === undefined;
}

function formOf(
  chart: NonNullable<z.infer<typeof Chart>>,
  administration: NonNullable<z.infer<typeof Administration>>,
): CHasil {
  const figure = (name: Name): FigureValue => administration[name] ?? null;
  const row = (name: Row): VoterRow => ({ l: figure(`${name}_l`), p: figure(`${name}_p`), j: figure(`${name}_j`) });
  return {
    voters: { dpt: row('pemilih_dpt') },
    came: {
      dpt: row('pengguna_dpt'),
      moved: row('pengguna_dptb'),
      ktp: row('pengguna_non_dpt'),
      total: row('pengguna_total'),
    },
    ballots: { received: null, used: null, spoiled: null, unused: null },
    disability: { came: { l: null, p: null, j: null } },
    votes: {
      ...votesOf(chart),
      valid: figure('suara_sah'),
      invalid: figure('suara_tidak_sah'),
      total: figure('suara_total'),
    },
  };
}

const PARTY_TOTAL = 'jml_suara_total';
const PARTY_OWN = 'jml_suara_partai';

function votesOf(chart: NonNullable<z.infer<typeof Chart>>): Pick<CHasil['votes'], 'options' | 'parties'> {
  const options: Record<string, FigureValue> = {};
  const parties: Record<string, FigureValue> = {};
  for (const [id, line] of Object.entries(chart)) {
    if (id === TRAP) continue;
    if (typeof line !== 'object' || line === null) {
      options[id] = line;
      continue;
    }
    parties[id] = line[PARTY_TOTAL] ?? null;
    options[id] = line[PARTY_OWN] ?? null;
    for (const [candidate, votes] of Object.entries(line)) {
      if (candidate !== PARTY_TOTAL && candidate !== PARTY_OWN && candidate !== TRAP) options[candidate] = votes;
    }
  }
  return Object.keys(parties).length > 0 ? { options, parties } : { options };
}

/** The two blocks of a form as Sirekap writes them, keys in the order of the ballot. Read back, they are the same figures. */
export function sirekapBlocks(form: CHasil, { options }: Pick<Contest, 'options'>): Required<Blocks> {
  const chart: Record<string, FigureValue | Record<string, FigureValue>> = {};
  const votesFor = (id: string): FigureValue => form.votes.options[id] ?? null;
  for (const { id, kind, party } of options) {
    if (kind === 'party') chart[id] = { [PARTY_TOTAL]: form.votes.parties?.[id] ?? null, [PARTY_OWN]: votesFor(id) };
    const line = party === null ? undefined : chart[party];
    if (typeof line === 'object' && line !== null) line[id] = votesFor(id);
    else if (kind !== 'party') chart[id] = votesFor(id);
  }
  const { voters, came, votes } = form;
  const rows: Record<Row, VoterRow> = {
    pemilih_dpt: voters.dpt,
    pengguna_dpt: came.dpt,
    pengguna_dptb: came.moved,
    pengguna_non_dpt: came.ktp,
    pengguna_total: came.total,
  };
  const administrasi = {
    ...Object.fromEntries(ROWS.flatMap((row) => SEXES.map((sex) => [`${row}_${sex}`, rows[row][sex]]))),
    ...{ suara_sah: votes.valid, suara_tidak_sah: votes.invalid, suara_total: votes.total },
  };
  return { chart, administrasi };
}
