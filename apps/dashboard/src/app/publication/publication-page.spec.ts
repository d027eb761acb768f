import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import type { RegionCode } from '@posko/domain';
import { provideRouter } from '@angular/router';
import { Language } from '@posko/ui';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { PublicationPage } from './publication-page';
import type { PublicationNow } from './standing';

const POLL_MS = 5000;
const PAUSE = { since: '2024-11-27T12:48:00+07:00', reason: 'Foto 12 TPS Sawahan tertukar' };

let room: FakeRoom;
let now: PublicationNow;
let fixture: ComponentFixture<PublicationPage>;
let element: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  jest.useFakeTimers({ now: ROOM_TIME });
  now = {
    ...{ seq: 48_211, publishedSeq: 48_211, publishedAt: at(-2000) },
    ...{ isWriter: true, fault: null, pause: null },
  };
  room = new FakeRoom().signedInAs({ role: 'commissioner' });
  room.answer('publication', () => now);
});
afterEach(() => {
  fixture.destroy();
  document.querySelectorAll('.cdk-overlay-container').forEach((one) => one.remove());
  jest.useRealTimers();
});

function at(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  fixture.detectChanges();
}

async function show(): Promise<void> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  fixture = TestBed.createComponent(PublicationPage);
  element = fixture.nativeElement as HTMLElement;
  fixture.detectChanges();
  await pass(10);
}

const said = (selector: string): string => words(element.querySelector(selector));
const facts = (): string[] => [...element.querySelectorAll('dl div')].map(words);
const dialog = (): Element | null => document.querySelector('mat-dialog-container');
const acts = (): string[] => [...element.querySelectorAll('.acts button')].map(words);

async function press(text: string, within: ParentNode = element): Promise<void> {
  const button = [...within.querySelectorAll('button')].find((one) => words(one).includes(text));
  expect(button).toBeDefined();
  button?.click();
  await pass(10);
}

async function write(reason: string): Promise<void> {
  const area = dialog()?.querySelector('textarea');
  if (!area) throw new Error('No dialog asks for a reason');
  area.value = reason;
  area.dispatchEvent(new Event('input'));
  await pass(10);
}

const send = (text: string): Promise<void> => press(text, dialog() ?? document.createElement('i'));

it('says that the files are in step, as of which entry and when, and asks again', async () => {
  await show();
  expect(said('.standing')).toBe('Sejalan Semua catatan jurnal sudah ada di berkas publik.');
  expect(element.querySelector('.standing')?.classList).toContain('calm');
  expect(facts()).toEqual([
    'Catatan jurnal terakhir 48.211',
    'Catatan terakhir di berkas publik 48.211',
    'Ronde terakhir selesai baru saja, 27 Nov 12.59 WIB',
  ]);
  expect(acts()).toEqual(['Jeda publikasi']);
  expect(said('posko-data-age')).toMatch(/^Data /);
  now = { ...now, seq: 48_215, publishedAt: at(POLL_MS) };
  await pass(POLL_MS);
  expect(room.asked('publication')).toHaveLength(2);
  expect(said('.standing')).toContain('Menyusul');
  expect(facts()[1]).toBe('Catatan terakhir di berkas publik 48.211 (kurang 4)');
});

it('warns once the same has been missing for a minute, and once nobody has written for two', async () => {
  now = { ...now, seq: 48_215 };
  await show();
  for (let passed = 0; passed < 70_000; passed += POLL_MS) {
    now = { ...now, seq: now.seq + 1, publishedAt: at(0) };
    await pass(POLL_MS);
  }
  expect(said('.standing')).toMatch(/^Tertinggal Catatan yang masuk 1 menit lalu belum ada .* periksa diska/);
  expect(element.querySelector('.standing.warn posko-icon')).not.toBeNull();
  await pass(125_000);
  expect(said('.standing')).toMatch(/^Tidak ada yang menulis Ronde terakhir selesai 2 menit lalu/);
});

it('says what a fault is and what to do', async () => {
  now = { ...now, fault: 'Error: ENOSPC: no space left on device', pause: PAUSE };
  await show();
  expect(element.querySelector('.standing')?.classList).toContain('alarm');
  expect(said('.standing')).toBe(
    'Tidak dapat ditulis Diska penuh. Kosongkan ruang; ronde berikutnya melanjutkan sendiri. ' +
      'Pembaca tetap membaca yang sudah terbit. Selama itu pembaca juga belum diberi tahu tentang perubahan jeda. ' +
      'Kata server: Error: ENOSPC: no space left on device',
  );
});

it('says that another instance writes, and holds on to what the one that writes said a moment ago', async () => {
  await show();
  const other = { ...now, isWriter: false, publishedSeq: null, publishedAt: null };
  const writer = now;
  now = other;
  await pass(POLL_MS);
  expect(said('.standing b')).toBe('Sejalan');
  now = writer;
  await pass(POLL_MS);
  now = other;
  await pass(4 * POLL_MS);
  expect(said('.standing')).toMatch(/^Ditulis oleh instans lain .* jalankan satu\.$/);
  expect(facts()).toEqual([
    'Catatan jurnal terakhir 48.211',
    'Catatan terakhir di berkas publik ditulis oleh instans lain',
  ]);
});

it('pauses only with a reason, and says that everyone reads it and that figures stand still', async () => {
  room.answer('orderPublication', () => {
    now = { ...now, pause: { ...PAUSE, since: at(0) } };
    return now;
  });
  await show();
  const button = element.querySelector('.acts button');
  await press('Jeda publikasi');
  expect(words(dialog())).toContain('diam pada keadaan sekarang sampai dilanjutkan');
  expect(words(dialog())).toContain('Semua orang membaca alasan ini, di puncak halaman publik.');
  await send('Jeda sekarang');
  expect(words(dialog()?.querySelector('[role=alert]'))).toBe('Tulis alasannya.');
  await write(` ${PAUSE.reason} `);
  expect(words(dialog()?.querySelector('.preview'))).toBe(
    `Pembaca akan melihat Publikasi dihentikan sementara: ${PAUSE.reason}`,
  );
  await send('Jeda sekarang');
  await pass(1000);
  expect(dialog()).toBeNull();
  expect(room.asked('orderPublication')).toEqual([
    { body: { id: expect.any(String), act: 'pause', reason: PAUSE.reason } },
  ]);
  expect(said('.notice')).toBe('Publikasi dijeda. Pembaca melihat alasannya dalam beberapa detik.');
  expect(said('.standing')).toContain('Dijeda Angka publik diam');
  expect(said('blockquote')).toBe(PAUSE.reason);
  expect(acts()).toEqual(['Lanjutkan publikasi']);
  // The same one: whoever came by keyboard is not thrown out of the page.
  expect(element.querySelector('.acts button')).toBe(button);
});

it('keeps what was typed when the answer is lost, and sends the same order again', async () => {
  room.refuse('orderPublication', 'unreachable');
  await show();
  await press('Jeda publikasi');
  await write(PAUSE.reason);
  await send('Jeda sekarang');
  expect(words(dialog())).toContain('Belum tercatat. Server tidak terjangkau.');
  expect(dialog()?.querySelector('textarea')?.value).toBe(PAUSE.reason);
  await send('Jeda sekarang');
  await write(`${PAUSE.reason}, sedang diperiksa`);
  room.answer('orderPublication', () => now);
  await send('Jeda sekarang');
  await pass(1000);
  expect(dialog()).toBeNull();
  const ids = room.asked('orderPublication').map(({ body }) => (body as { id: string }).id);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

it('tells since when and why it is paused, and resumes with a reason of its own', async () => {
  now = { ...now, seq: 48_300, pause: PAUSE };
  room.answer('orderPublication', () => {
    now = { ...now, pause: null };
    return now;
  });
  await show();
  expect(said('.pause')).toBe(
    `Dijeda sejak 27 Nov 12.48 WIB, sudah 12 mnt Alasan yang dibaca semua orang ${PAUSE.reason}`,
  );
  expect(facts()[1]).toBe('Catatan terakhir di berkas publik 48.211 (kurang 89)');
  await press('Lanjutkan publikasi');
  expect(words(dialog())).toContain('halaman publik tidak menampilkannya');
  await write('Foto sudah benar');
  expect(dialog()?.querySelector('.preview')).toBeNull();
  await send('Lanjutkan sekarang');
  await pass(1000);
  expect(room.asked('orderPublication')[0]?.body).toMatchObject({ act: 'resume', reason: 'Foto sudah benar' });
  expect(said('.notice')).toContain('Publikasi dilanjutkan.');
  expect(element.querySelector('.pause')).toBeNull();
});

it('says when somebody else was first', async () => {
  await show();
  room.refuse('orderPublication', 'publication-transition');
  await press('Jeda publikasi');
  await write(PAUSE.reason);
  await send('Jeda sekarang');
  expect(words(dialog())).toContain('Publikasi sudah dijeda, atau memang tidak dijeda.');
});

it('lets others look only', async () => {
  room.signedInAs({ role: 'verifier' });
  now = { ...now, pause: PAUSE };
  await show();
  expect(acts()).toEqual([]);
  expect(said('.acts')).toBe('Penyelia dan komisioner yang menjeda dan melanjutkan publikasi.');
});

it('tells whose region is a part only that they may not, and asks no more', async () => {
  room.signedInAs({ role: 'supervisor', scope: '3578' as RegionCode }).refuse('publication', 'forbidden');
  await show();
  await pass(4 * POLL_MS);
  expect(said('posko-panel')).toContain('wilayah Anda hanya sebagian darinya');
  expect(room.asked('publication')).toHaveLength(1);
});

it('is loading first, says why it cannot, and goes on when asked', async () => {
  room.refuse('publication', 'not-ready');
  await show();
  expect(element.querySelector('.skeleton')).not.toBeNull();
  room.refuse('publication', 'internal');
  await pass(POLL_MS);
  expect(said('posko-panel .error')).toContain('Terjadi kesalahan pada server.');
  room.answer('publication', () => now);
  await press('Coba lagi');
  expect(said('.standing b')).toBe('Sejalan');
});

it('leaves the last answer standing without a connection, and says that it is the last', async () => {
  await show();
  room.refuse('publication', 'unreachable');
  await pass(POLL_MS);
  expect(said('.standing b')).toBe('Sejalan');
  expect(said('.doubt')).toContain('keadaan terakhir yang diketahui');
  expect(said('posko-data-age')).toMatch(/^Terputus/);
});

it('dates the files by the real clock, and says so in a rehearsal', async () => {
  room.rehearse();
  await show();
  expect(facts()[2]).toBe('Ronde terakhir selesai baru saja, 27 Nov 12.59 WIB menurut jam sebenarnya');
});

it('leads to what the public reads', async () => {
  await show();
  const links = [...element.querySelectorAll<HTMLAnchorElement>('posko-publication-files a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/publik/',
    '/publik/#/panduan',
    '/publik/#/data',
    '/publik/v1/index.json',
  ]);
  expect(links.every((link) => link.target === '_blank' && link.rel === 'noopener')).toBe(true);
});

it('leads to where the office has its readers go', async () => {
  const publication = 'https://hasil.example.go.id/';
  room.answer('signInOffer', () => ({ openid: null, isDemo: false, needsSetUp: false, publication }));
  await show();
  const link = element.querySelectorAll('posko-publication-files a')[1];
  expect(link?.getAttribute('href')).toBe('https://hasil.example.go.id/#/panduan');
});

it('speaks English when asked', async () => {
  await show();
  TestBed.inject(Language).use('en');
  await pass(10);
  expect(said('.standing')).toBe('In step All entries of the journal are in the public files.');
  expect(document.title).toBe('Publication · Posko');
  TestBed.inject(Language).use('id');
});
