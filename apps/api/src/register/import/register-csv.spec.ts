import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRegisterCsv } from './register-csv';
import { isRecord } from './register-record';
import type { RegisterLine } from './register-record';

const HEADER = 'kode_desa,nomor_tps,provinsi,kabupaten,kecamatan,desa,dpt_l,dpt_p';
const ROW = '3578011001,1,Jawa Timur,Kota Surabaya,Karangpilang,Waru Gunung,260,271';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posko-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<RegisterLine[]> {
  const path = join(folder, 'register.csv');
  await writeFile(path, content);
  return collect(path);
}

async function collect(path: string, onBytes?: (bytes: number) => void): Promise<RegisterLine[]> {
  const lines: RegisterLine[] = [];
  for await (const line of readRegisterCsv(path, { maxDpt: 600, ...(onBytes && { onBytes }) })) lines.push(line);
  return lines;
}

const reasons = (lines: RegisterLine[]): string[] =>
  lines.flatMap((line) => (isRecord(line) ? [] : line.map(({ line, reason }) => `${line}: ${reason}`)));

describe('readRegisterCsv', () => {
  it('reads commas and semicolons, with and without the UTF-8 mark, any order and case of columns, Windows line ends', async () => {
    const plain = await read(`${HEADER}\n${ROW}\n`);
    expect(plain).toHaveLength(1);
    expect(plain.every(isRecord)).toBe(true);
    expect(await read(`\uFEFF${HEADER}\r\n${ROW}\r\n`)).toEqual(plain);
    expect(await read(`${HEADER}\n${ROW}`.replaceAll(',', ';'))).toEqual(plain);
    const cells = ROW.split(',').reverse().join(',');
    expect(await read(`${HEADER.toUpperCase().split(',').reverse().join(' , ')}\n${cells}`)).toEqual(plain);
  });

  it('keeps a comma within a name, quoted or in a file with semicolons', async () => {
    const names = (lines: RegisterLine[]): string[] =>
      lines.flatMap((line) => (isRecord(line) ? [line.names.desa] : []));
    expect(names(await read(`${HEADER}\n${ROW.replace('Waru Gunung', '"Waru, Gunung"')}`))).toEqual(['Waru, Gunung']);
    const semicolons = `${HEADER}\n${ROW}`.replaceAll(',', ';').replace('Waru Gunung', 'Waru, Gunung');
    expect(names(await read(semicolons))).toEqual(['Waru, Gunung']);
  });

  it('passes over further columns and empty lines, and counts lines as an editor does', async () => {
    const lines = await read(`${HEADER},alamat\n\n${ROW},Balai RW 1\n\n${ROW.replace(',1,', ',0,')},x\n`);
    expect(lines.map((line) => (isRecord(line) ? line.line : line[0]?.line))).toEqual([3, 5]);
  });

  it('says that a file is empty', async () => {
    expect(reasons(await read(''))).toEqual(['1: the file is empty']);
    expect(reasons(await read('\uFEFF\n\n'))).toEqual(['1: the file is empty']);
  });

  it('names every missing and doubled column, and then stops', async () => {
    const header = HEADER.replace('dpt_l', 'dpt_p').replace('kode_desa', 'kode');
    expect(reasons(await read(`${header}\n${ROW}\n`))).toEqual([
      '1: the column is missing',
      '1: the column is missing',
      '1: the column is there 2 times',
    ]);
  });

  it('names a line with too few or too many columns', async () => {
    expect(reasons(await read(`${HEADER}\n${ROW},1\n${ROW.slice(0, 30)}\n${ROW}\n`))).toEqual([
      '2: the line has 9 columns, the first line 8',
      '3: the line has 4 columns, the first line 8',
    ]);
  });

  it('names bytes that are no UTF-8', async () => {
    const latin = Buffer.from(`${HEADER}\n${ROW.replace('Waru', 'Warú')}\n`, 'latin1');
    expect(reasons(await read(latin))).toEqual(['2: "War\uFFFD Gunung" is not written in UTF-8']);
  });

  it('reads UTF-16 as spreadsheets save it', async () => {
    const utf16 = Buffer.from(`\uFEFF${HEADER}\n${ROW}\n`, 'utf16le');
    expect(reasons(await read(utf16))).toEqual([]);
  });

  it('says where a quotation mark went wrong, and reads no further', async () => {
    const lines = reasons(await read(`${HEADER}\n${ROW}\n${ROW.replace('Waru', '"Waru')}\n${ROW}\n`));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\d+: the file cannot be read from here on: /);
  });

  it('fails on a file that is not there', async () => {
    await expect(collect(join(folder, 'none.csv'))).rejects.toThrow('ENOENT');
  });

  it('tells of the bytes read', async () => {
    const bytes: number[] = [];
    const path = join(folder, 'progress.csv');
    await writeFile(path, `${HEADER}\n${ROW}\n${ROW}\n`);
    await collect(path, (count) => bytes.push(count));
    expect(bytes.at(-1)).toBe(HEADER.length + 2 * ROW.length + 3);
  });
});
