import { DOCUMENT, DestroyRef, Injectable, computed, effect, inject, signal } from '@angular/core';
import type { PublishedContest, PublishedIndex } from '@posko/contracts';
import { Formats } from '@posko/ui';
import { PORTAL_CLOCK } from './portal-clock';
import { OtherLayout, PublishedFiles } from './published-files';
import type { Told } from './published-files';

/** What keeps this reader from the server. `layout`: the files are newer than this page. */
export type Trouble = 'offline' | 'unreached' | 'layout';

const INDEX = { key: 'index', address: 'index.json' } as const;
export const ASK_EVERY_MS = 15_000;
const TICK_MS = 5000;

/** The first file, asked for again and again while somebody looks; every other file is read when this one says that there is news. */
@Injectable({ providedIn: 'root' })
export class IndexStore {
  private readonly files = inject(PublishedFiles);
  private readonly document = inject(DOCUMENT);
  private readonly clock = inject(PORTAL_CLOCK);
  private readonly formats = inject(Formats);
  private readonly told = signal<Told<PublishedIndex> | null>(null);
  private readonly problem = signal<Trouble | null>(null);
  private readonly time = signal(this.clock.now());
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Kept from the last answer: the device's own record does not know it. */
  private clockAhead = 0;
  private askedAt = 0;

  readonly index = computed<PublishedIndex | null>(() => this.told()?.file ?? null);
  readonly trouble = this.problem.asReadonly();
  /** When the server was heard last, by its clock as far as that is known. */
  readonly heardAt = computed(() => {
    const told = this.told();
    return told === null ? null : told.savedAt + told.clockAhead;
  });
  /** Now, by the server's clock; moves every few seconds. */
  readonly now = this.time.asReadonly();
  /** Grows whenever what is published may have changed; 0 before the first answer. */
  readonly seq = computed(() => this.index()?.seq ?? 0);

  constructor() {
    const { document } = this;
    const come = (): void => {
      if (document.visibilityState !== 'visible') return;
      if (this.clock.now() - this.askedAt >= ASK_EVERY_MS) void this.ask();
    };
    const again = (): void => void this.ask();
    const tick = setInterval(() => this.time.set(this.clock.now() + this.clockAhead), TICK_MS);
    const view = document.defaultView;
    document.addEventListener('visibilitychange', come);
    view?.addEventListener('online', again);
    view?.addEventListener('offline', again);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(tick);
      clearTimeout(this.timer);
      document.removeEventListener('visibilitychange', come);
      view?.removeEventListener('online', again);
      view?.removeEventListener('offline', again);
    });
    effect(() => {
      const index = this.index();
      if (index !== null) this.formats.utcOffsetMinutes.set(index.utcOffsetMinutes);
    });
  }

  /** How old something is that was true at a moment of the election. A rehearsal's day is not today. */
  ageOf(at: string): number {
    const index = this.index();
    const now = this.now();
    if (index?.isRehearsal !== true) return now - Date.parse(at);
    return Date.parse(index.at) - Date.parse(at) + now - Date.parse(index.writtenAt);
  }

  /** Shows what the device saw last, then asks the server, and goes on asking. */
  async start(): Promise<void> {
    const known = await this.files.recall<PublishedIndex>(INDEX).catch(() => null);
    if (known !== null && this.told() === null) this.told.set(known);
    await this.ask();
  }

  contest(id: string): PublishedContest | null {
    return this.index()?.contests.find((contest) => contest.id === id) ?? null;
  }

  async ask(): Promise<void> {
    clearTimeout(this.timer);
    this.askedAt = this.clock.now();
    try {
      const told = await this.files.read<PublishedIndex>(INDEX);
      this.problem.set(told.from === 'server' ? null : this.awayWords());
      if (told.from === 'server' || this.told() === null) this.take(told);
    } catch (error) {
      this.problem.set(error instanceof OtherLayout ? 'layout' : this.awayWords());
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.document.visibilityState === 'visible' && void this.ask(), ASK_EVERY_MS);
  }

  private take(told: Told<PublishedIndex>): void {
    if (told.from === 'server') this.clockAhead = told.clockAhead;
    this.time.set(this.clock.now() + this.clockAhead);
    this.told.set(told);
  }

  private awayWords(): Trouble {
    return this.document.defaultView?.navigator.onLine === false ? 'offline' : 'unreached';
  }
}
