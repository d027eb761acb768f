import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Board, RegionTree, markBit } from '@posko/domain';
import { arrange } from './mosaik-arrangement';
import { Mosaik } from './mosaik';

const ROWS = [
  ['35', 'JAWA TIMUR', 90],
  ['3573', 'KOTA MALANG', 30],
  ['357301', 'BLIMBING', 30],
  ['3573011001', 'ARJOSARI', 30],
  ['3578', 'KOTA SURABAYA', 60],
  ['357804', 'WONOKROMO', 60],
  ['3578041001', 'DARMO', 60],
] as const;

const [WIDTH, HEIGHT] = [400, 300];

/** The browser's parts that a test's document lacks: sizes and their observer, fonts, and (by way of none) canvases. */
function furnish(): void {
  jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDTH);
  jest.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT);
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  class Observer {
    constructor(private readonly heard: () => void) {}
    observe(): void {
      this.heard();
    }
    disconnect(): void {
      jest.fn();
    }
  }
  Object.defineProperty(window, 'ResizeObserver', { value: Observer, configurable: true });
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true });
}

function board(): Board {
  return new Board(new RegionTree(ROWS));
}

interface Shown {
  readonly fixture: ComponentFixture<Mosaik>;
  readonly element: HTMLElement;
  readonly canvas: HTMLElement;
  readonly opened: string[];
}

async function show(of: Board, inputs: Record<string, unknown> = {}): Promise<Shown> {
  const fixture = TestBed.createComponent(Mosaik);
  const all = { board: of, version: 0, ...inputs };
  Object.entries(all).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
  const opened: string[] = [];
  fixture.componentInstance.tpsOpened.subscribe((code) => opened.push(`tps ${code}`));
  fixture.componentInstance.regionOpened.subscribe((code) => opened.push(`region ${code}`));
  await fixture.whenStable();
  const element: HTMLElement = fixture.nativeElement;
  return { fixture, element, canvas: element.querySelector('canvas.above') ?? element, opened };
}

function press(shown: Shown, key: string, shiftKey = false): void {
  shown.canvas.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));
}

/** What an element says, text by text with one space between. */
function words(element: Element | null): string {
  const texts: string[] = [];
  const walker = document.createTreeWalker(element ?? document.createElement('i'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  return texts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

function tip(shown: Shown): string {
  return words(shown.element.querySelector('posko-mosaik-tip'));
}

beforeEach(() => {
  localStorage.clear();
  furnish();
});
afterEach(() => jest.restoreAllMocks());

describe('mosaik', () => {
  it('heads each block with its name, and with its trouble as it comes', async () => {
    const room = board();
    const shown = await show(room);
    const heads = (): string[] => [...shown.element.querySelectorAll('.head')].map(words);
    expect(heads()).toEqual(['Kota Malang', 'Kota Surabaya']);
    room.set(40, 1, markBit('overdue'));
    room.set(41, 1, markBit('incident') | markBit('overdue'));
    shown.fixture.componentRef.setInput('version', 1);
    await shown.fixture.whenStable();
    expect(heads()[1]).toBe('Kota Surabaya ⚠3');
    expect(shown.element.querySelectorAll('.head.alarm')).toHaveLength(1);
  });

  it('names the TPS under the pointer and opens it by a click', async () => {
    const room = board();
    room.set(0, 2, markBit('overdue'));
    const shown = await show(room);
    const layout = arrange(room.tree, 0, { width: WIDTH, height: HEIGHT, head: 15, gutter: 4, largestCell: 28 });
    const { x, y } = layout.cellOf(0);
    const at = (type: string): Event => {
      const event = new MouseEvent(type, { bubbles: true });
      return Object.defineProperties(event, { offsetX: { value: x + 1 }, offsetY: { value: y + 1 } });
    };
    shown.canvas.dispatchEvent(at('pointermove'));
    await shown.fixture.whenStable();
    expect(tip(shown)).toBe('TPS 001 3573011001001 Arjosari, Blimbing, Kota Malang Dibuka Terlambat lapor');
    // A press focuses the canvas before the click comes.
    shown.canvas.focus();
    shown.canvas.dispatchEvent(at('click'));
    expect(shown.opened).toEqual(['tps 3573011001001']);
  });

  it('is walked by keyboard: arrows, regions, and Enter', async () => {
    const shown = await show(board());
    shown.canvas.dispatchEvent(new FocusEvent('focus'));
    await shown.fixture.whenStable();
    expect(tip(shown)).toContain('TPS 001 3573011001001');
    press(shown, 'ArrowRight');
    press(shown, 'Enter');
    press(shown, 'PageDown');
    press(shown, 'Enter', true);
    press(shown, 'End');
    press(shown, 'Enter');
    expect(shown.opened).toEqual(['tps 3573011001002', 'region 3578', 'tps 3578041001060']);
  });

  it('leaves other keys to the page', async () => {
    const shown = await show(board());
    const event = new KeyboardEvent('keydown', { key: '/', cancelable: true });
    shown.canvas.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('opens a region by its head', async () => {
    const shown = await show(board());
    shown.element.querySelectorAll<HTMLElement>('.head')[1]?.click();
    expect(shown.opened).toEqual(['region 3578']);
  });

  it('counts within its own region', async () => {
    const room = board();
    const shown = await show(room, { region: room.tree.indexOf('3578') });
    shown.canvas.dispatchEvent(new FocusEvent('focus'));
    press(shown, 'Enter');
    expect(shown.opened).toEqual(['tps 3578041001001']);
  });

  it('tells screen readers what it is and how to move in it', async () => {
    const { canvas, element } = await show(board());
    expect(canvas.getAttribute('aria-label')).toBe('Mosaik Jawa Timur: satu kotak untuk setiap TPS, 90 TPS');
    const help = element.querySelector(`#${canvas.getAttribute('aria-describedby')}`);
    expect(help?.textContent).toContain('Tombol panah');
  });

  it('takes no input on a wall', async () => {
    const { element } = await show(board(), { isInteractive: false });
    expect(element.querySelector('canvas[tabindex]')).toBeNull();
    expect(element.querySelector<HTMLButtonElement>('.head')?.disabled).toBe(true);
  });
});

describe('arrangement', () => {
  const frame = { width: WIDTH, height: HEIGHT, head: 15, gutter: 4, largestCell: 28 };

  it('shows a region without regions below as one block', () => {
    const { tree } = board();
    const layout = arrange(tree, tree.indexOf('3578041001'), frame);
    expect(layout.blocks.map((block) => tree.codeOf(block.region))).toEqual(['3578041001']);
    expect(layout.size).toBe(60);
  });

  it('puts regions of unknown place in the order of their codes', () => {
    const rows = Array.from({ length: 4 }, (_, n) => [`11${n + 10}`, `R${n}`, 0] as [string, string, number]);
    const tree = new RegionTree([['11', 'ACEH', 0], ...rows]);
    expect(arrange(tree, 0, frame).size).toBe(0);
  });
});
