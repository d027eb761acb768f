import { inflateRawSync } from 'node:zlib';
import type { Readable } from 'node:stream';
import { csvStream, lineOf } from './csv-stream';
import type { Cell, ExportTable } from './export-table';
import { xlsxStream } from './xlsx-stream';

const WIB = 420;
const AT = new Date('2024-11-27T00:30:15Z');

async function bytesOf(stream: Readable): Promise<Buffer> {
  return Buffer.concat((await stream.toArray()).map((piece) => Buffer.from(piece as Buffer)));
}

/** The files of a zip by their names, read from its central directory. */
function unzip(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const packed = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    files.set(path, inflateRawSync(zip.subarray(start, start + packed)).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

function table(rows: ExportTable['rows']): ExportTable {
  return { name: 'Insiden & lainnya', columns: ['a', 'b'], rows };
}

async function* many(count: number): AsyncGenerator<Cell[]> {
  for (let index = 0; index < count; index++) yield await Promise.resolve([index, `baris ${index}`]);
}

describe('csvStream', () => {
  it('is UTF-8 with its mark, commas and CRLF, in local time', async () => {
    const text = (
      await bytesOf(
        csvStream(
          table([
            [1, 'é'],
            [null, AT],
          ] as Cell[][]),
          WIB,
        ),
      )
    ).toString('utf8');
    expect(text).toBe('\ufeffa,b\r\n1,é\r\n,2024-11-27 07:30:15\r\n');
  });

  it('quotes what has to be quoted', () => {
    expect(lineOf(['a,b', 'say "x"', 'two\nlines', ' blank', 'plain'], WIB)).toBe(
      '"a,b","say ""x""","two\nlines"," blank",plain\r\n',
    );
  });

  it.each(['=1+1', '+62 812', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'makes no formula of %j',
    (cell) => {
      expect(lineOf([cell], WIB).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('leaves numbers as they are, also below zero', () => {
    expect(lineOf([-1, 0.5], WIB)).toBe('-1,0.5\r\n');
  });

  it('sends every row of many', async () => {
    const lines = (await bytesOf(csvStream(table(many(1234)), WIB))).toString('utf8').trimEnd().split('\r\n');
    expect([lines.length, lines[500], lines[1234]]).toEqual([1235, '499,baris 499', '1233,baris 1233']);
  });
});

describe('xlsxStream', () => {
  const filesOf = async (...tables: ExportTable[]): Promise<Map<string, string>> =>
    unzip(await bytesOf(xlsxStream(tables, WIB)));

  it('holds a workbook, its styles and a sheet per table', async () => {
    const files = await filesOf(table([]), { ...table([]), name: 'Jam' });
    expect([...files.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ]);
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="Insiden &amp; lainnya" sheetId="1" r:id="rId1"/>');
    expect(files.get('xl/_rels/workbook.xml.rels')).toContain('Id="rId2" Type="http://schemas.openxmlformats');
  });

  it('types text as text, numbers as numbers, instants as days', async () => {
    const rows: Cell[][] = [
      ['=1+1', 7],
      ['<b>&"\u0001', AT],
      [null, ''],
    ];
    const xml = (await filesOf(table(rows))).get('xl/worksheets/sheet1.xml') ?? '';
    expect(xml).toContain(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c><c r="B2"><v>7</v></c>',
    );
    expect(xml).toContain('<t xml:space="preserve">&lt;b&gt;&amp;&quot;</t>');
    expect(xml).toContain(`<c r="B3" s="2"><v>${45623 + (7.5 * 3600 + 15) / 86400}</v></c>`);
    expect(xml).toContain('<row r="4"></row></sheetData></worksheet>');
  });

  it('sends every row of many', async () => {
    const xml = (await filesOf(table(many(1234)))).get('xl/worksheets/sheet1.xml') ?? '';
    expect(xml.match(/<row /g)).toHaveLength(1235);
    expect(xml).toContain('baris 1233');
  });

  it('ends with an error where its rows do', async () => {
    const broken = async function* (): AsyncGenerator<Cell[]> {
      yield await Promise.resolve([1]);
      throw new Error('the database is gone');
    };
    await expect(bytesOf(xlsxStream([table(broken())], WIB))).rejects.toThrow('the database is gone');
  });
});
