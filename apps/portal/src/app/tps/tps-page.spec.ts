import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeClock, publishedTree } from '@posko/testing';
import { routes } from '../app.routes';
import { IndexStore } from '../shell/index-store';
import { FakeServer, settle } from '../shell/testing/fake-server';

const CORRECTED = '3578021001001';
const HELD = '3501012002002';
const WITHDRAWN = '3501012002006';

describe('the page of a TPS', () => {
  let element: HTMLElement;
  const text = (): string => element.textContent.replaceAll(/[\s\u00a0]+/g, ' ');
  const open = async (tps: string): Promise<void> => {
    const server = new FakeServer(publishedTree());
    TestBed.configureTestingModule({
      providers: [provideRouter(routes, withComponentInputBinding()), ...server.providers(new FakeClock())],
    });
    void TestBed.inject(IndexStore).start();
    const harness = await RouterTestingHarness.create(`/pkwkp-35/${tps}`);
    for (let round = 0; round < 5; round++) {
      await settle();
      await harness.fixture.whenStable();
    }
    element = harness.fixture.nativeElement as HTMLElement;
  };
  const press = async (name: string): Promise<void> => {
    const button = [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name);
    button?.click();
    await settle();
    await new Promise((resolve) => setTimeout(resolve));
  };

  it('shows figures, photo, what was changed by which document, and the hashes of all photos', async () => {
    await open(CORRECTED);
    expect(text()).toContain('Angkanya dihitung, dan pernah diubah setelah terbit.');
    expect(text()).toContain('Berita acara PPS 12/PPS/XI/2024');
    expect(element.querySelector('img')?.getAttribute('src')).toBe('foto/contoh-1.svg');
    expect(element.querySelectorAll('.hash')).toHaveLength(3);
  });

  it('makes the photo larger, and starts small again with the next one', async () => {
    await open(CORRECTED);
    await press('Perbesar');
    expect(element.querySelector('img')?.style.inlineSize).toBe('150%');
    await press('Foto halaman 2');
    expect(element.querySelector('img')?.style.inlineSize).toBe('100%');
  });

  it('shows no figures of what is held, but why it is', async () => {
    await open(HELD);
    expect(text()).toContain('Banyaknya suara tidak sama dengan banyaknya pemilih yang datang. E106');
    expect(text()).toContain('Angkanya belum dihitung, jadi tidak ditampilkan.');
    expect(element.querySelector('posko-form-table')).toBeNull();
  });

  it('keeps the figures that were withdrawn', async () => {
    await open(WITHDRAWN);
    expect(text()).toContain('Angkanya pernah terbit, lalu ditarik; sekarang tidak dihitung.');
    expect(element.querySelectorAll('posko-act-list tbody tr')).toHaveLength(6);
  });

  it('says that a desa has no such TPS', async () => {
    await open('3578021001099');
    expect(text()).toContain('Wilayah atau TPS 3578021001099 tidak ada');
    expect(document.title).toBe('3578021001099 tidak ada');
    const links = [...element.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/pkwkp-35/3578021001', '/pkwkp-35']);
  });
});
