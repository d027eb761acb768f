import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { markBit } from '@posko/domain';
import { furnishBrowser } from '../shell/testing/browser-parts';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { OverviewPage } from './overview-page';

let room: FakeRoom;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom();
  furnishBrowser();
});
afterEach(() => jest.restoreAllMocks());

async function show(): Promise<{ fixture: ComponentFixture<OverviewPage>; element: HTMLElement }> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(OverviewPage);
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement };
}

const rows = (element: HTMLElement): string[] => [...element.querySelectorAll('.regions tbody tr')].map(words);

describe('the overview', () => {
  it('puts figures, mosaik, regions, trend and overdue list on one page, each with its age', async () => {
    const { element } = await show();
    const panels = [...element.querySelectorAll('posko-panel')];
    expect(panels.map((panel) => words(panel.querySelector('h2')))).toEqual([
      'Mosaik TPS',
      'Kabupaten/Kota',
      'Tahap dari waktu ke waktu',
      'Terlambat lapor',
    ]);
    for (const panel of panels) expect(panel.querySelector('posko-data-age')).not.toBeNull();
    expect(words(element.querySelector('posko-stage-legend'))).toContain('Belum 9');
  });

  it('filters the regions by name and by code', async () => {
    const { fixture, element } = await show();
    const filter = element.querySelector('input');
    const type = async (text: string): Promise<void> => {
      if (filter) filter.value = text;
      filter?.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    expect(rows(element)).toHaveLength(2);
    await type('malang');
    expect(rows(element)).toEqual([expect.stringContaining('Kota Malang')]);
    await type('3578');
    expect(rows(element)).toEqual([expect.stringContaining('Kota Surabaya')]);
    await type('aceh');
    expect(rows(element)).toEqual(['Tidak ada wilayah yang cocok']);
  });

  it('sorts the regions by a click on a column', async () => {
    room.heldBoard.set(room.heldBoard.tree.positionOf('3578041001002'), 1, markBit('overdue'));
    const { fixture, element } = await show();
    element.querySelector<HTMLElement>('.mat-column-overdue .mat-sort-header-container')?.click();
    await fixture.whenStable();
    expect(rows(element)[0]).toContain('Kota Surabaya');
    expect(element.querySelector('th.mat-column-overdue')?.getAttribute('aria-sort')).toBe('descending');
  });

  it('lists who is overdue and leads to them', async () => {
    room.answer('overdue', () => ({
      seq: 1,
      at: new Date(ROOM_TIME).toISOString(),
      total: 300,
      rows: [
        { code: '3578041001002', stage: 'ready', missing: 'open', since: '2024-11-27T00:30:00Z', lastReceivedAt: null },
      ],
    }));
    room.heldBoard.set(room.heldBoard.tree.positionOf('3578041001002'), 1, markBit('overdue'));
    const { element } = await show();
    const panel = element.querySelector('.overdue');
    // The counter of the live board, not the total that the list came with.
    expect(words(panel?.querySelector('h2') ?? null)).toBe('Terlambat lapor: 1');
    expect(words(element.querySelector('posko-key-figures'))).toMatch(/Terlambat 1 /);
    expect(words(panel)).toContain('TPS 2 Darmo belum dibuka 5 jam 30 mnt');
    expect(words(panel)).toContain('1 yang terlama ditampilkan');
    expect(panel?.querySelector('li li a')?.getAttribute('href')).toBe('/tps/3578041001002');
  });

  it('says that nobody is overdue', async () => {
    room.answer('overdue', () => ({ seq: 1, at: new Date(ROOM_TIME).toISOString(), total: 0, rows: [] }));
    const { element } = await show();
    expect(words(element.querySelector('.overdue'))).toContain('Tidak ada TPS yang terlambat lapor');
  });

  it('does not say so while the board counts some that the list does not have yet', async () => {
    room.answer('overdue', () => ({ seq: 1, at: new Date(ROOM_TIME).toISOString(), total: 0, rows: [] }));
    room.heldBoard.set(room.heldBoard.tree.positionOf('3578041001002'), 1, markBit('overdue'));
    const panel = (await show()).element.querySelector('.overdue');
    expect(words(panel)).toContain('Terlambat lapor: 1');
    expect(words(panel)).not.toContain('Tidak ada TPS yang terlambat lapor');
  });

  it('tells the trend in figures to whom areas say nothing', async () => {
    const point = (at: string, first: number): unknown => ({ at, stages: [first, 9 - first, 0, 0, 0, 0, 0, 0, 0] });
    room.answer('trend', () => ({
      seq: 1,
      at: '2024-11-27T06:00:00Z',
      bucketMinutes: 15,
      points: [point('2024-11-27T00:00:00Z', 9), point('2024-11-27T00:15:00Z', 4)],
    }));
    const { fixture, element } = await show();
    element.querySelector<HTMLButtonElement>('.trend button')?.click();
    await fixture.whenStable();
    const table = [...element.querySelectorAll('.trend tbody tr')].map(words);
    expect(table).toEqual(['07.15 4 5 0 0 0 0 0 0 0', '07.00 9 0 0 0 0 0 0 0 0']);
  });

  it('fails as a whole while the server was never reached, and tries again on demand', async () => {
    room.board.next(null);
    room.connection({ state: 'offline', currentAt: null, failure: { code: 'unreachable' } });
    const { element } = await show();
    expect(element.querySelectorAll('posko-panel [role=alert]')).toHaveLength(4);
    expect(words(element.querySelector('.mosaik'))).toContain('Server tidak terjangkau');
    element.querySelector<HTMLButtonElement>('.mosaik [role=alert] button')?.click();
    expect(room.refreshes).toBe(1);
  });

  it('waits visibly for the first board', async () => {
    room.board.next(null);
    room.connection({ state: 'connecting', currentAt: null });
    const { element } = await show();
    expect(element.querySelectorAll('posko-panel[aria-busy=true]')).toHaveLength(4);
  });

  it('leads from the mosaik to a TPS', async () => {
    const { fixture, element } = await show();
    const go = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    element.querySelector('posko-mosaik')?.dispatchEvent(new CustomEvent('tpsOpened'));
    fixture.componentInstance['openTps']('3578041001002');
    expect(go).toHaveBeenCalledWith(['/tps', '3578041001002']);
  });
});
