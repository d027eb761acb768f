import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachmentTypeOf, dispositionOf, safeName } from './attachment-type';
import { UNWELCOME, WELCOME } from './testing/samples';

describe('attachmentTypeOf', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'posko-type-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const typeOf = async (content: Buffer, name: string): Promise<string | null> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return attachmentTypeOf(path);
  };

  it.each(Object.entries(WELCOME))('knows %s by its content', async (type, content) => {
    expect(await typeOf(content, 'anything.exe')).toBe(type);
  });

  it.each(Object.entries(UNWELCOME))('takes no %s', async (_what, content) => {
    expect(await typeOf(content, 'foto.jpg')).toBeNull();
  });
});

describe('safeName', () => {
  it.each([
    ['IMG_2024.JPG', 'IMG_2024.jpg'],
    ['C.Hasil TPS 012.jpeg', 'C.Hasil TPS 012.jpeg.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\x\\foto.jpg', 'foto.jpg'],
    ['foto\u202Egpj.exe', 'foto gpj.exe.jpg'],
    ['a"b;c\r\nSet-Cookie: x.jpg', 'a b c Set-Cookie x.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['...', 'attachment.jpg'],
    ['', 'attachment.jpg'],
    [`${'x'.repeat(300)}.jpg`, `${'x'.repeat(120)}.jpg`],
    ['foto \u{1F4F7}\ud800', 'foto \u{1F4F7}\ufffd.jpg'],
  ])('makes of %j %j', (typed, safe) => {
    expect(safeName(typed, 'image/jpeg')).toBe(safe);
  });
});

describe('dispositionOf', () => {
  it('names the file in letters that every browser reads, and exactly for those that read more', () => {
    expect(dispositionOf('foto é (1).jpg', 'image/jpeg')).toBe(
      `inline; filename="foto e (1).jpg"; filename*=UTF-8''foto%20%C3%A9%20%281%29.jpg`,
    );
  });

  it('has a PDF saved', () => {
    expect(dispositionOf('surat.pdf', 'application/pdf')).toMatch(/^attachment; /);
  });
});
