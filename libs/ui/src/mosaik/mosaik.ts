import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { Board, RegionTree } from '@posko/domain';
import { ColorScheme } from '../color-scheme';
import { injectFormats } from '../formats';
import { injectText } from '../language';
import { mosaikMessages } from '../messages/mosaik';
import { regionName } from '../region-name';
import { TROUBLE_SIGN } from './block-label';
import { arrange } from './mosaik-arrangement';
import { headsOf, measureIn } from './mosaik-heads';
import type { Head } from './mosaik-heads';
import type { MosaikLayout } from './mosaik-layout';
import { MosaikMotion } from './mosaik-motion';
import { readPalette } from './mosaik-palette';
import { MosaikSurface } from './mosaik-surface';
import { MosaikTip } from './mosaik-tip';

const GUTTER = 4;
const LARGEST_CELL = 28;
/** Keys that move the cursor, as columns and rows. */
const STEPS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

let lastId = 0;

interface Size {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Every TPS of a region as one cell: colour is the stage, a mark is trouble. Follows the board by itself. */
@Component({
  selector: 'posko-mosaik',
  imports: [MosaikTip],
  templateUrl: './mosaik.html',
  styleUrl: './mosaik.scss',
  host: { '[style.--head.px]': 'head()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Mosaik {
  readonly board = input.required<Board>();
  /** Grows when the board changed, which changes in place. */
  readonly version = input.required<number>();
  /** Index of the region in the board's tree. */
  readonly region = input(0);
  /** Height of a block's head in CSS pixels. */
  readonly head = input(15);
  /** A wall has no pointer and no keyboard. */
  readonly isInteractive = input(true);
  readonly tpsOpened = output<string>();
  readonly regionOpened = output<string>();

  protected readonly t = injectText(mosaikMessages);
  protected readonly formats = injectFormats();
  private readonly scheme = inject(ColorScheme);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('below');
  private readonly cover = viewChild.required<ElementRef<HTMLCanvasElement>>('above');
  private readonly motion = new MosaikMotion(() => this.surface);
  private surface: MosaikSurface | null = null;
  private readonly size = signal<Size>({ width: 0, height: 0, ratio: 1 });
  private readonly fontCount = signal(0);

  protected readonly tree = computed<RegionTree>(() => this.board().tree);
  protected readonly layout = computed<MosaikLayout | null>(() => {
    const { width, height, ratio } = this.size();
    if (width < 40 || height < 40) return null;
    return arrange(this.tree(), this.region(), {
      width,
      height,
      head: Math.round(this.head() * ratio),
      gutter: Math.round(GUTTER * ratio),
      largestCell: Math.round(LARGEST_CELL * ratio),
    });
  });
  private readonly measure = computed(() => {
    this.fontCount();
    return measureIn(this.host.ownerDocument, this.head() * 0.74);
  });
  protected readonly heads = computed<Head[]>(() => {
    const layout = this.layout();
    this.version();
    if (layout === null) return [];
    const options = { ratio: this.size().ratio, measure: this.measure(), formats: this.formats };
    return headsOf(this.board(), layout, options);
  });
  /** TPS under the pointer and under the keyboard's cursor, counted from the region's first; -1 for none. */
  protected readonly pointed = signal(-1);
  protected readonly cursor = signal(-1);
  protected readonly tipAt = signal({ x: 0, y: 0 });
  protected readonly offset = computed(() => this.tree().first[this.region()] ?? 0);
  protected readonly name = computed(() =>
    regionName(this.tree().nameOf(this.region()), this.tree().levels[this.region()] ?? 'desa'),
  );
  protected readonly total = computed(() => this.tree().count[this.region()] ?? 0);
  protected readonly sign = TROUBLE_SIGN;
  protected readonly helpId = `posko-mosaik-help-${++lastId}`;
  protected readonly isCursorShown = signal(false);

  constructor() {
    afterNextRender(() => this.start());
    inject(DestroyRef).onDestroy(() => this.motion.stop());
    effect(() => this.rebuild());
    effect(() => {
      this.version();
      this.motion.request(this.board());
    });
    effect(() => this.surface?.mark(this.isCursorShown() ? this.cursor() : -1, this.pointed(), performance.now()));
  }

  private start(): void {
    this.surface = new MosaikSurface(this.canvas().nativeElement, this.cover().nativeElement);
    const view = this.host.ownerDocument.defaultView;
    if (view === null) return;
    const observer = new view.ResizeObserver(() => {
      const ratio = view.devicePixelRatio;
      const width = Math.floor(this.host.clientWidth * ratio);
      const height = Math.floor(this.host.clientHeight * ratio);
      const { size } = this;
      if (untracked(size).width !== width || untracked(size).height !== height) size.set({ width, height, ratio });
    });
    observer.observe(this.host);
    this.destroyRef.onDestroy(() => observer.disconnect());
    void this.host.ownerDocument.fonts.ready.then(() => this.fontCount.update((count) => count + 1));
  }

  private readonly destroyRef = inject(DestroyRef);

  /** Lays out and colours anew: on another size, region, register or theme. */
  private rebuild(): void {
    const layout = this.layout();
    this.scheme.isDark();
    if (layout === null || this.surface === null) return;
    untracked(() => {
      this.surface?.reset(layout, this.offset());
      this.surface?.recolor(readPalette(this.host));
      this.pointed.set(-1);
      this.cursor.update((cursor) => Math.min(cursor, layout.size - 1));
      this.motion.request(this.board());
    });
  }

  protected point(event: MouseEvent): void {
    const { ratio } = this.size();
    this.tipAt.set({ x: event.offsetX, y: event.offsetY });
    this.pointed.set(this.layout()?.indexAt(event.offsetX * ratio, event.offsetY * ratio) ?? -1);
  }

  /** By the click's own place: pressing focuses the canvas first, and the keyboard's cursor takes over what is pointed at. */
  protected openPointed(event: MouseEvent): void {
    this.point(event);
    if (this.pointed() >= 0) this.openTps(this.pointed());
  }

  protected press(event: KeyboardEvent): void {
    const layout = this.layout();
    if (layout === null || layout.size === 0) return;
    const cursor = Math.max(0, this.cursor());
    const target = this.targetOf(event.key, layout, cursor);
    if (target !== null) this.cursor.set(target);
    else if (event.key === 'Enter' && event.shiftKey)
      this.openRegion(layout.blocks[layout.blockOf(cursor)]?.region ?? -1);
    else if (event.key === 'Enter') this.openTps(cursor);
    else return;
    event.preventDefault();
    this.placeTip(layout);
  }

  private targetOf(key: string, layout: MosaikLayout, cursor: number): number | null {
    const step = STEPS[key];
    if (step !== undefined) return layout.neighbour(cursor, step[0], step[1]);
    if (key === 'Home') return 0;
    if (key === 'End') return layout.size - 1;
    const by = { PageDown: 1, PageUp: -1 }[key];
    if (by === undefined) return null;
    const count = layout.blocks.length;
    return layout.blocks[(layout.blockOf(cursor) + by + count) % count]?.first ?? cursor;
  }

  protected focus(): void {
    this.isCursorShown.set(true);
    if (this.cursor() < 0) this.cursor.set(0);
    const layout = this.layout();
    if (layout !== null && layout.size > 0) this.placeTip(layout);
  }

  protected blur(): void {
    this.isCursorShown.set(false);
  }

  /** The tip stands beside the cursor while the keyboard leads. */
  private placeTip(layout: MosaikLayout): void {
    const { x, y } = layout.cellOf(Math.max(0, this.cursor()));
    this.pointed.set(-1);
    this.tipAt.set({ x: x / this.size().ratio, y: y / this.size().ratio });
  }

  private openTps(index: number): void {
    this.tpsOpened.emit(this.tree().tpsCodeAt(this.offset() + index));
  }

  protected openRegion(region: number): void {
    if (region >= 0) this.regionOpened.emit(this.tree().codeOf(region));
  }
}
