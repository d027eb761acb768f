import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { Language } from '@posko/ui';
import { FakeClock, publishedTree } from '@posko/testing';
import { routes } from '../app.routes';
import { IndexStore } from '../shell/index-store';
import { FakeServer, settle } from '../shell/testing/fake-server';

const AT = '2024-11-27T19:30:00+07:00';

/** Files follow one another, each after what the one before it brought is on the page. */
async function shown({ fixture }: RouterTestingHarness): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await settle();
    // A turn of the event loop: the tables come when the page has nothing else to do.
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  }
}

describe('the page of a region', () => {
  let clock: FakeClock;
  let server: FakeServer;

  const open = async (path: string): Promise<{ harness: RouterTestingHarness; text: () => string }> => {
    TestBed.resetTestingModule();
    clock = new FakeClock(AT);
    TestBed.configureTestingModule({
      providers: [provideRouter(routes, withComponentInputBinding()), ...server.providers(clock)],
    });
    void TestBed.inject(IndexStore).start();
    const harness = await RouterTestingHarness.create(path);
    await shown(harness);
    return { harness, text: () => textOf(harness.fixture) };
  };
  const textOf = (fixture: ComponentFixture<unknown>): string =>
    (fixture.nativeElement as HTMLElement).textContent.replaceAll(/[\s\u00a0]+/g, ' ');

  beforeEach(() => {
    localStorage.clear();
    server = new FakeServer(publishedTree({ at: AT }));
  });
  afterEach(() => TestBed.resetTestingModule());

  it('shows the first contest and its widest region without being asked', async () => {
    const { text } = await open('/');
    expect(text()).toContain('Jawa Timur');
    expect(text()).toContain('Khofifah Indar Parawansa - Emil Elestianto Dardak');
    expect(text()).toMatch(/Dihitung24 ?60,00 %/);
    expect(text()).toContain('Jumlah suara tidak sama dengan pengguna E1063 TPS');
    expect(text()).toContain('Keadaan 27 Nov 19.30 WIB, baru saja. Berubah terakhir 27 Nov 19.30 WIB.');
  });

  it('shows the TPS of a desa with what is held', async () => {
    const { text } = await open('/pkwkp-35/3501012002');
    expect(text()).toContain('TPS 2');
    expect(text()).toContain('Tertahan');
  });

  it('says that a place is not in the contest', async () => {
    const { text } = await open('/pkwkk-3578/3501');
    expect(text()).toContain('Wilayah atau TPS 3501 tidak ada, atau tidak termasuk pemilihan ini.');
  });

  it.each([
    ['/pkwkp-35/3599', '3599 tidak ada', 'Wilayah atau TPS 3599 tidak ada', '/pkwkp-35'],
    ['/pkwkp-35/35780210011', '35780210011 tidak ada', 'Wilayah atau TPS 35780210011 tidak ada', '/pkwkp-35'],
    ['/nope', 'nope tidak ada', 'Pemilihan nope tidak ada di sini.', '/'],
    ['/nope/3578', 'nope tidak ada', 'Pemilihan nope tidak ada di sini.', '/'],
    ['/nope/a/b', 'Halaman ini tidak ada', 'Halaman ini tidak ada', '/'],
  ])('says in title and words that there is no %s, and leads on', async (path, title, words, link) => {
    document.title = 'Sebelumnya';
    const { harness, text } = await open(path);
    expect(document.title).toBe(title);
    expect(text()).toContain(words);
    expect(text()).not.toContain('Belum ada pemilihan');
    expect(harness.routeNativeElement?.querySelector('a')?.getAttribute('href')).toBe(link);
  });

  it('says that no contest is published, where that is so', async () => {
    server = new FakeServer(publishedTree({ at: AT, index: { contests: [] } }));
    const { text } = await open('/');
    expect(text()).toContain('Belum ada pemilihan yang dipublikasikan.');
    expect(document.title).toBe('Belum ada pemilihan yang dipublikasikan.');
  });

  it('says that nothing can be loaded, and tries again', async () => {
    server.isAway = true;
    const { harness, text } = await open('/pkwkp-35/3578');
    expect(document.title).toBe('Tidak dapat dimuat');
    expect(text()).toContain('Tidak dapat dimuat');
    server.isAway = false;
    harness.routeNativeElement?.querySelector('button')?.click();
    await shown(harness);
    expect(text()).toContain('Kota Surabaya');
  });

  it('keeps what it shows when the server goes away, and follows it when it is back', async () => {
    const { harness, text } = await open('/');
    const store = TestBed.inject(IndexStore);
    server.isAway = true;
    await store.ask();
    expect(text()).toMatch(/Dihitung24/);
    server.isAway = false;
    server.tree = publishedTree({ at: AT, seq: 2001, arrived: 20 });
    await store.ask();
    await shown(harness);
    expect(text()).toMatch(/Dihitung13/);
  });

  it('names the persons on a list when it is opened, and tries again where they cannot be had', async () => {
    const { harness, text } = await open('/pdpr-3501/35');
    const [list] = harness.routeNativeElement?.querySelectorAll('details') ?? [];
    const openList = async (): Promise<void> => {
      list?.dispatchEvent(new Event('toggle'));
      await shown(harness);
    };
    expect(text()).toContain('Partai 18');
    expect(text()).not.toContain('Calon 1.2');
    expect(server.asked).not.toContain('v1/pdpr-3501/calon.json');
    server.isAway = true;
    await openList();
    expect(list?.textContent).toContain('Tidak dapat dimuat');
    server.isAway = false;
    list?.querySelector('button')?.click();
    await shown(harness);
    expect(list?.textContent).toMatch(/1\. Calon 1\.1\s*[\d.]+\s*2\. Calon 1\.2/);
  });

  it('speaks English', async () => {
    const { harness, text } = await open('/');
    TestBed.inject(Language).use('en');
    await shown(harness);
    expect(text()).toContain('Not counted yet, and why');
  });
});
