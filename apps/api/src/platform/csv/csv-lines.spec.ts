import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsvLines } from './csv-lines';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'posko-csv-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string): Promise<unknown[]> {
  const path = join(folder, 'file.csv');
  await writeFile(path, content);
  const lines: unknown[] = [];
  for await (const line of readCsvLines(path, ['code', 'name'] as const)) lines.push(line);
  return lines;
}

const first = { line: 2, cells: { code: '1', name: 'a' } };

describe('readCsvLines', () => {
  it.each([
    ['commas', 'code,name\n1,a\n'],
    ['semicolons', 'code;name\n1;a\n'],
    ['the mark of UTF-8 and Windows lines', '\ufeffcode,name\r\n1,a\r\n'],
    ['columns in any order, in capitals, and further ones', 'other,NAME, Code\nx,a,1\n'],
    ['quotes', 'code,name\n"1","a"\n'],
  ])('reads %s', async (_what, content) => {
    expect(await read(content)).toEqual([first]);
  });

  it.each([
    ['no line', '', [[{ line: 1, reason: 'the file is empty' }]]],
    ['a column too few', 'code\n1\n', [[{ line: 1, column: 'name', reason: 'the column is missing' }]]],
    ['a column twice', 'code,name,code\n', [[{ line: 1, column: 'code', reason: 'the column is there 2 times' }]]],
    ['a line too long', 'code,name\n1,a,b\n', [[{ line: 2, reason: 'the line has 3 columns, the first line 2' }]]],
  ])('names %s', async (_what, content, issues) => {
    expect(await read(content)).toEqual(issues);
  });

  it('names where a quotation mark was never closed', async () => {
    expect(await read('code,name\n1,a\n"2,b\n')).toEqual([
      first,
      [
        {
          line: expect.any(Number) as number,
          reason: expect.stringMatching(/^the file cannot be read from here on: /) as string,
        },
      ],
    ]);
  });
});
