import type { Contest, FieldPath } from '@posko/domain';

/** What a column means, in both languages. */
export interface Meaning {
  readonly id: string;
  readonly en: string;
}

const SEX: Readonly<Record<string, Meaning>> = {
  l: { id: 'laki-laki', en: 'men' },
  p: { id: 'perempuan', en: 'women' },
  j: { id: 'jumlah seperti tertulis', en: 'total as written' },
};

const ROWS: Readonly<Record<string, Meaning>> = {
  'voters.dpt': { id: 'I. Pemilih dalam DPT', en: 'I. Voters on the DPT' },
  'came.dpt': { id: 'II. Pengguna hak pilih dalam DPT', en: 'II. Voters of the DPT who came' },
  'came.total': { id: 'II. Jumlah pengguna hak pilih', en: 'II. All voters who came' },
  'disability.came': {
    id: 'IV. Pengguna hak pilih penyandang disabilitas',
    en: 'IV. Voters with a disability who came',
  },
};

/** Rows whose letters differ between elections. */
const LETTERED: Readonly<Record<Contest['profile'], Readonly<Record<string, Meaning>>>> = {
  pilkada: {
    'came.moved': { id: 'II. Pengguna hak pilih pindahan (DPPh)', en: 'II. Voters who moved in (DPPh)' },
    'came.ktp': { id: 'II. Pengguna hak pilih dengan KTP (DPTb)', en: 'II. Voters with an identity card (DPTb)' },
  },
  pemilu: {
    'came.moved': { id: 'II. Pengguna hak pilih pindahan (DPTb)', en: 'II. Voters who moved in (DPTb)' },
    'came.ktp': { id: 'II. Pengguna hak pilih dengan KTP (DPK)', en: 'II. Voters with an identity card (DPK)' },
  },
};

const LINES: Readonly<Record<string, Meaning>> = {
  'ballots.received': {
    id: 'III. Surat suara diterima, termasuk cadangan',
    en: 'III. Ballots received, with the reserve',
  },
  'ballots.used': { id: 'III. Surat suara digunakan', en: 'III. Ballots used' },
  'ballots.spoiled': { id: 'III. Surat suara rusak atau dikembalikan', en: 'III. Ballots spoiled or returned' },
  'ballots.unused': { id: 'III. Surat suara tidak digunakan', en: 'III. Ballots not used' },
  'votes.valid': { id: 'V. Suara sah', en: 'V. Valid votes' },
  'votes.invalid': { id: 'V. Suara tidak sah', en: 'V. Invalid votes' },
  'votes.total': { id: 'V. Suara sah dan tidak sah', en: 'V. Valid and invalid votes' },
};

/** A figure of C.Hasil by its block on the paper (domain: blocks I to V), with whose votes they are. */
export function figureMeaning({ profile, options }: Contest, path: FieldPath): Meaning {
  const [row, last] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
  const option = options.find(({ id }) => id === last);
  if (option !== undefined && row.startsWith('votes.')) return votesOf(option, row === 'votes.parties');
  const known = LINES[path] ?? withSex(ROWS[row] ?? LETTERED[profile][row], last);
  if (known === undefined) throw new RangeError(`No meaning of ${path}`);
  return known;
}

function votesOf({ number, name, kind }: Contest['options'][number], isWholeParty: boolean): Meaning {
  const who = `${number}. ${name}`;
  if (isWholeParty) return { id: `V. Suara partai dan calonnya: ${who}`, en: `V. Party and its candidates: ${who}` };
  return kind === 'party'
    ? { id: `V. Suara partai saja: ${who}`, en: `V. Votes for the party alone: ${who}` }
    : { id: `V. Suara ${who}`, en: `V. Votes for ${who}` };
}

function withSex(row: Meaning | undefined, sex: string): Meaning | undefined {
  const who = SEX[sex];
  return row === undefined || who === undefined
    ? undefined
    : { id: `${row.id}, ${who.id}`, en: `${row.en}, ${who.en}` };
}

type Row = readonly [name: string, id: string, en: string];

/** What holds for all columns, and what the words in them say. */
export const NOTES: readonly Row[] = [
  [
    'catatan',
    'Angka sementara dari C.Hasil; hasil resmi ditetapkan dalam rapat pleno. Kosong: belum dihitung, atau tidak tertulis pada formulir.',
    'Provisional figures of C.Hasil; the official result is adopted by the plenary. Empty: not counted yet, or not written on the form.',
  ],
  ['status=empty', 'belum ada apa pun', 'nothing has come'],
  ['status=photo', 'foto ada, angkanya belum dibaca', 'a photo, its figures not read yet'],
  ['status=received', 'dibaca, masih diperiksa', 'read, still being checked'],
  ['status=held', 'ditahan: lihat alasan_ditahan', 'held back: see alasan_ditahan'],
  ['status=counted', 'dihitung', 'counted'],
  ['status=corrected', 'dihitung, pernah diubah setelah terbit', 'counted, changed after it was public'],
  ['status=withdrawn', 'ditarik setelah terbit', 'withdrawn after it was public'],
];
