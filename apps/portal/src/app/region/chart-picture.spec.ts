import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import type { PublishedIndex } from '@posko/contracts';
import { FakeClock, publishedContests, publishedTree } from '@posko/testing';
import { AreaStore } from '../shell/area-store';
import { IndexStore } from '../shell/index-store';
import { FakeServer, settle } from '../shell/testing/fake-server';
import { ChartPicture } from './chart-picture';
import type { ChartContent } from './chart-picture';

const drawn: ChartContent[] = [];
jest.mock('./chart-drawing', () => ({
  drawChart: (_: Document, content: ChartContent) => {
    drawn.push(content);
    return Promise.resolve(new Blob());
  },
}));

const AT = '2024-11-27T19:30:00+07:00';

describe('the picture of a chart', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let fixture: ComponentFixture<ChartPicture>;

  const open = async (index: Partial<PublishedIndex> = {}): Promise<void> => {
    const tree = publishedTree({ at: AT, index });
    server = new FakeServer(tree);
    TestBed.configureTestingModule({ providers: [AreaStore, ...server.providers(clock)] });
    await TestBed.inject(IndexStore).start();
    fixture = TestBed.createComponent(ChartPicture);
    fixture.componentRef.setInput('contest', publishedContests()[0]);
    fixture.componentRef.setInput('file', tree.get('pkwkp-35/35.json'));
    fixture.detectChanges();
  };
  /** What the picture says beside the figures, but for the two lines that every one has. */
  const notes = async (): Promise<readonly string[] | undefined> => {
    (fixture.nativeElement as HTMLElement).querySelector('button')?.click();
    await settle();
    await new Promise((resolve) => setTimeout(resolve));
    return drawn
      .at(-1)
      ?.notes.slice(0, -2)
      .map((note) => note.replaceAll(/\s/g, ' '));
  };

  beforeEach(() => {
    drawn.length = 0;
    clock = new FakeClock(AT);
  });
  afterEach(() => TestBed.resetTestingModule());

  it('says nothing more while all is well', async () => {
    await open();
    expect(await notes()).toEqual([]);
  });

  it('says that it is of a rehearsal, and that publication is paused', async () => {
    await open({ isRehearsal: true, pause: { since: AT, reason: 'Pemeriksaan rekap Surabaya' } });
    expect(await notes()).toEqual([
      'Latihan. Semua angka di halaman ini bukan hasil pemilihan.',
      'Publikasi dihentikan sementara sejak 27 Nov 2024 19.30 WIB: Pemeriksaan rekap Surabaya',
    ]);
  });

  it('says that the operations side was away', async () => {
    clock.advance({ minutes: 5 });
    await open();
    expect(await notes()).toEqual([
      'Saat gambar ini dibuat, pusat data belum memberi kabar sejak 27 Nov 2024 19.30 WIB.',
    ]);
  });

  it('says that its figures were old', async () => {
    clock.advance({ minutes: 30 });
    await open({ writtenAt: '2024-11-27T20:00:00+07:00' });
    expect(await notes()).toEqual(['Saat gambar ini dibuat, angkanya sudah lama: keadaan 27 Nov 2024 19.30 WIB.']);
  });

  it('says that the server could not be reached', async () => {
    await open();
    server.isAway = true;
    clock.advance({ hours: 3 });
    await TestBed.inject(IndexStore).ask();
    expect(await notes()).toEqual([
      'Dibuat tanpa sambungan ke server; angkanya dimuat terakhir 27 Nov 2024 19.30 WIB.',
    ]);
  });
});
