import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { FakeClock, publishedTree } from '@posko/testing';
import { Banner } from './banner';
import { IndexStore } from './index-store';
import { FakeServer } from './testing/fake-server';

const AT = '2024-11-27T19:30:00+07:00';
const MINUTE = 60_000;

describe('the banner', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let fixture: ComponentFixture<Banner>;

  const open = async (tree = publishedTree({ at: AT })): Promise<void> => {
    server = new FakeServer(tree);
    TestBed.configureTestingModule({ providers: server.providers(clock) });
    await TestBed.inject(IndexStore).start();
    fixture = TestBed.createComponent(Banner);
    fixture.detectChanges();
  };
  /** As long as a reader stays. */
  const stay = async (minutes: number): Promise<void> => {
    clock.advance({ minutes });
    await jest.advanceTimersByTimeAsync(MINUTE);
    fixture.detectChanges();
  };
  const element = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const plain = (node: Node | null | undefined): string => (node?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  /** What a screen reader has in the part whose changes it reads out. */
  const announced = (): string => {
    const region = element().querySelector('[role=status]')?.cloneNode(true) as HTMLElement;
    for (const hidden of region.querySelectorAll('[aria-hidden=true]')) hidden.remove();
    return plain(region);
  };

  beforeEach(() => {
    jest.useFakeTimers();
    clock = new FakeClock(AT);
  });
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it('announces once that the server is away, and shows for how long', async () => {
    await open();
    expect(announced()).toBe('');
    server.isAway = true;
    await stay(3);
    const [said, shown] = [announced(), plain(element())];
    expect(said).toBe('Server tidak terjangkau. Yang tampil adalah yang terakhir dimuat.');
    expect(shown).toContain('Dimuat 3 menit lalu.');
    await stay(5);
    expect(announced()).toBe(said);
    expect(plain(element())).toContain('Dimuat 8 menit lalu.');
  });

  it('announces once that the operations side is away, and lets the age be read outside of the announcement', async () => {
    await open();
    await stay(4);
    const said = announced();
    expect(said).toBe('Pusat data belum memberi kabar. Angka di bawah adalah keadaan terakhir yang diterbitkan.');
    await stay(5);
    expect(announced()).toBe(said);
    const outside = [...element().querySelectorAll('p')].filter((one) => one.closest('[role=status]') === null);
    expect(outside.map(plain)).toEqual(['Kabar terakhir 27 Nov 19.30 WIB, 9 menit lalu.']);
  });

  it('announces once that figures are old, though they move on a little', async () => {
    await open(publishedTree({ at: '2024-11-27T19:00:00+07:00', index: { writtenAt: AT } }));
    expect(announced()).toBe('Angka di halaman ini sudah lama.');
    expect(plain(element())).toContain('Keadaan 27 Nov 19.00 WIB, 30 menit lalu.');
    server.tree = publishedTree({ at: '2024-11-27T19:10:00+07:00', index: { writtenAt: AT } });
    await stay(1);
    expect(announced()).toBe('Angka di halaman ini sudah lama.');
    expect(plain(element())).toContain('Keadaan 27 Nov 19.10 WIB, 21 menit lalu.');
  });
});
