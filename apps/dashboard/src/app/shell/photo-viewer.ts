import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { Photo } from '@posko/domain';
import { Icon, injectFormats, injectText, photoIcons, photoMessages } from '@posko/ui';

const ZOOM_STEP = 1.25;
const ZOOM_MOST = 12;
const ZOOM_LEAST = 0.5;
const QUARTER = 90;
/** Pixels of a press of an arrow. */
const PAN_PX = 80;
/** Percent; faint pencil and flash light want more. */
const CONTRASTS = [100, 150, 220, 60] as const;

interface View {
  readonly zoom: number;
  readonly turn: number;
  readonly contrast: number;
  readonly x: number;
  readonly y: number;
}

const AS_IT_IS: View = { zoom: 1, turn: 0, contrast: 0, x: 0, y: 0 };

/**
 * The photos of a form, to be read: zoom, rotation, contrast, by keys, wheel and pointer. The picture is made for the screen; the
 * bytes as they came are a link away. Keys: + - 0 r c, arrows, [ and ].
 */
@Component({
  selector: 'posko-photo-viewer',
  imports: [Icon],
  templateUrl: './photo-viewer.html',
  styleUrl: './photo-viewer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhotoViewer {
  readonly contest = input.required<string>();
  readonly tps = input.required<string>();
  readonly photos = input.required<readonly Photo[]>();

  protected readonly t = injectText(photoMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = photoIcons;
  private readonly stage = viewChild<ElementRef<HTMLElement>>('stage');
  private readonly at = signal(0);
  private readonly view = signal<View>(AS_IT_IS);
  private readonly broken = signal<ReadonlySet<string>>(new Set());
  private grip: { readonly x: number; readonly y: number } | null = null;

  /** Photos that count first, page by page; those that were replaced stay behind them. */
  protected readonly ordered = computed(() =>
    [...this.photos()].sort(
      (a, b) =>
        Number(a.replacedBy !== null) - Number(b.replacedBy !== null) || a.page - b.page || (a.at < b.at ? 1 : -1),
    ),
  );
  protected readonly index = computed(() => Math.min(this.at(), Math.max(0, this.ordered().length - 1)));
  protected readonly photo = computed(() => this.ordered()[this.index()] ?? null);
  /** What was doubtful when it came. */
  protected readonly doubts = computed(() =>
    (this.photo()?.doubts ?? []).map((doubt) => this.t(`photo.doubt.${doubt}`)).join(', '),
  );
  protected readonly path = computed(() => {
    const sha256 = this.photo()?.sha256 ?? '';
    return `/api/contests/${this.contest()}/tps/${this.tps()}/evidence/${sha256}`;
  });
  protected readonly isBroken = computed(() => this.broken().has(this.photo()?.sha256 ?? ''));
  protected readonly transform = computed(() => {
    const { zoom, turn, x, y } = this.view();
    return `translate(${x}px, ${y}px) rotate(${turn * QUARTER}deg) scale(${zoom})`;
  });
  protected readonly filter = computed(() => `contrast(${CONTRASTS[this.view().contrast] ?? 100}%)`);
  protected readonly percent = computed(() => this.t('photo.percent', { n: Math.round(this.view().zoom * 100) }));

  constructor() {
    effect(() => {
      this.tps();
      untracked(() => this.show(0));
    });
  }

  /** A key of the viewer's; false where it is none. */
  press(key: string): boolean {
    const act = this.keys[key];
    act?.();
    return act !== undefined;
  }

  protected zoom(by: 1 | -1): void {
    this.change(({ zoom }) => ({
      zoom: Math.max(ZOOM_LEAST, Math.min(ZOOM_MOST, by > 0 ? zoom * ZOOM_STEP : zoom / ZOOM_STEP)),
    }));
  }

  protected fit(): void {
    this.change(() => ({ zoom: 1, x: 0, y: 0 }));
  }

  protected rotate(): void {
    this.change(({ turn }) => ({ turn: (turn + 1) % 4, x: 0, y: 0 }));
  }

  protected contrast(): void {
    this.change(({ contrast }) => ({ contrast: (contrast + 1) % CONTRASTS.length }));
  }

  protected show(index: number): void {
    this.at.set(Math.max(0, Math.min(this.ordered().length - 1, index)));
    this.view.set(AS_IT_IS);
  }

  protected break(): void {
    const sha256 = this.photo()?.sha256;
    if (sha256 !== undefined) this.broken.update((before) => new Set([...before, sha256]));
  }

  protected wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1 : -1);
  }

  protected seize(event: PointerEvent): void {
    this.grip = { x: event.clientX, y: event.clientY };
    this.stage()?.nativeElement.setPointerCapture(event.pointerId);
  }

  protected drag({ clientX, clientY }: PointerEvent): void {
    const { grip } = this;
    if (grip === null) return;
    this.grip = { x: clientX, y: clientY };
    this.change(({ x, y }) => ({ x: x + clientX - grip.x, y: y + clientY - grip.y }));
  }

  protected release(): void {
    this.grip = null;
  }

  private readonly keys: Readonly<Record<string, (() => void) | undefined>> = {
    '+': () => this.zoom(1),
    '=': () => this.zoom(1),
    '-': () => this.zoom(-1),
    '0': () => this.fit(),
    r: () => this.rotate(),
    c: () => this.contrast(),
    ArrowLeft: () => this.pan(PAN_PX, 0),
    ArrowRight: () => this.pan(-PAN_PX, 0),
    ArrowUp: () => this.pan(0, PAN_PX),
    ArrowDown: () => this.pan(0, -PAN_PX),
    '[': () => this.show(this.index() - 1),
    ']': () => this.show(this.index() + 1),
  };

  private pan(x: number, y: number): void {
    this.change((before) => ({ x: before.x + x, y: before.y + y }));
  }

  private change(by: (before: View) => Partial<View>): void {
    this.view.update((before) => ({ ...before, ...by(before) }));
  }
}
