import type { Readable } from 'node:stream';
import type { PublishedTps } from '@posko/contracts';
import { desaCodeOf, figuresOfForm, blankForm } from '@posko/domain';
import type { Contest, RegionTree } from '@posko/domain';
import { ZipFile } from 'yazl';
import { lineOf } from '../platform/export/csv-stream';
import { NOTES, figureMeaning } from './open-data-dictionary';

interface Column {
  readonly name: string;
  readonly id: string;
  readonly en: string;
  readonly of: (tps: PublishedTps) => string | number | null;
}

const LIST = '|';

/** Which columns a contest's table has, in their order. */
export function columnsOf(contest: Contest, tree: RegionTree): Column[] {
  const regionAt = (code: string, length: number): string => tree.nameOf(tree.indexOf(code.slice(0, length)));
  const paths = [...figuresOfForm(blankForm(contest)).keys()];
  return [
    column(['tps', 'kode TPS, 13 angka', 'code of the TPS, 13 digits'], ({ code }) => code),
    column(['kabupaten', 'kabupaten/kota', 'regency or city'], ({ code }) => regionAt(code, 4)),
    column(['kecamatan', 'kecamatan', 'district'], ({ code }) => regionAt(code, 6)),
    column(['desa', 'desa/kelurahan', 'village'], ({ code }) => regionAt(desaCodeOf(code), 10)),
    column(
      ['dpt_register', 'pemilih pada daftar (DPT) menurut register', 'voters on the register'],
      ({ voters }) => voters,
    ),
    column(['status', 'keadaan TPS', 'how far the TPS has come'], ({ state }) => state),
    column(['seq', 'nomor catatan jurnal terakhir', 'number of the last journal entry'], ({ seq }) => seq),
    column(['waktu', 'waktu perubahan terakhir (ISO 8601)', 'time of the last change (ISO 8601)'], ({ at }) => at),
    ...paths.map((path): Column => ({
      ...{ name: path, ...figureMeaning(contest, path) },
      of: ({ form }) => (form === null ? null : (figuresOfForm(form).get(path) ?? null)),
    })),
    column(['alasan_ditahan', 'kode alasan ditahan', 'codes of why it is held'], ({ holds }) => holds.join(LIST)),
    column(['peringatan', 'kode peringatan', 'codes of warnings'], ({ warnings }) => warnings.join(LIST)),
    column(['dikonfirmasi', 'dicocokkan dengan foto (1/0)', 'compared with the photo (1/0)'], ({ isConfirmed }) =>
      Number(isConfirmed),
    ),
    column(['koreksi', 'jumlah koreksi', 'number of corrections'], ({ corrections }) => corrections.length),
    column(
      ['ditarik', 'dokumen penarikan', 'document of the withdrawal'],
      ({ withdrawal }) => withdrawal?.document ?? null,
    ),
    column(['foto_sha256', 'SHA-256 berkas asli foto', 'SHA-256 of the original photos'], ({ photos }) =>
      photos.map(({ sha256 }) => sha256).join(LIST),
    ),
  ];
}

type Told = readonly [name: string, id: string, en: string];

function column(told: Told, of: Column['of']): Column {
  const [name, id, en] = told;
  return { name, id, en, of };
}

/** The table and its dictionary as a ZIP. The same rows make the same bytes. */
export async function csvZip(contest: Contest, tree: RegionTree, rows: readonly PublishedTps[]): Promise<Buffer> {
  const columns = columnsOf(contest, tree);
  const table = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ of }) => of(row)))];
  const dictionary = [['kolom', 'arti', 'meaning'], ...columns.map(({ name, id, en }) => [name, id, en]), ...NOTES];
  const zip = new ZipFile();
  // A fixed time: the archive's name is its content.
  const mtime = new Date(0);
  zip.addBuffer(Buffer.from(csv(table)), 'data.csv', { mtime });
  zip.addBuffer(Buffer.from(csv(dictionary)), 'kamus-data.csv', { mtime });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream as Readable as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => lineOf(row, 0)).join('');
}
