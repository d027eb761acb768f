import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispositionOf, evidenceTypeOf, pdfRefusal } from './evidence-type';

const MEGABYTE = 1024 * 1024;

describe('what a file is', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-evidence-type-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (...parts: (string | Buffer)[]): Promise<string> => {
    const path = join(folder, 'C.Hasil.jpg');
    await writeFile(path, Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1'))));
    return path;
  };

  it('is told by its content and not by its name', async () => {
    expect(await evidenceTypeOf(await written('%PDF-1.7\n'))).toBe('application/pdf');
    expect(await evidenceTypeOf(await written('<svg xmlns="http://www.w3.org/2000/svg"></svg>'))).toBeNull();
    expect(await evidenceTypeOf(await written('<html><!-- %PDF-1.7 -->'))).toBeNull();
  });

  it('is no scan where a PDF names something that acts, also across the pieces in which it is read', async () => {
    for (const act of ['/JavaScript', '/JS(app.alert(1))', '/Launch', '/EmbeddedFile', '/XFA']) {
      for (const before of [10, MEGABYTE - 12, 2 * MEGABYTE - 3]) {
        expect(await pdfRefusal(await written('%PDF-1.7\n', Buffer.alloc(before, ' '), act, '\n%%EOF'))).toBe('acts');
      }
    }
    expect(await pdfRefusal(await written('%PDF-1.7\n/JSomething /Image\n%%EOF\r\n'))).toBeNull();
  });

  it('is unreadable where a PDF does not come to its end', async () => {
    expect(await pdfRefusal(await written('%PDF-1.7\n', Buffer.alloc(MEGABYTE, ' ')))).toBe('unreadable');
    expect(await pdfRefusal(await written('%PDF-1.7\n%%EOF', Buffer.alloc(3000, ' ')))).toBe('unreadable');
  });

  it('goes out to be shown if it is a picture, else to be saved', () => {
    expect(dispositionOf('ab', 'image/png')).toBe('inline; filename="ab.png"');
    expect(dispositionOf('ab', 'image/heic')).toBe('attachment; filename="ab.heic"');
    expect(dispositionOf('ab', 'application/pdf')).toBe('attachment; filename="ab.pdf"');
  });
});
