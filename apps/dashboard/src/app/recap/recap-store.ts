import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { RecapAct } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Failure, ResponseOf } from '../shell/board-store';
import { LIVE, listen } from '../shell/live-store';
import type { LiveMessage } from '../shell/live-store';
import { PolledRead } from '../shell/polled-read';
import type { RecapDraft } from './recap-draft';

/** Beside the live word: a broken line must not leave an old recapitulation standing. */
const ASK_EVERY_MS = 15_000;
/** On a busy evening results come many times a second; reading them all together takes the server a while. */
const FOLLOW_EVERY_MS = 5_000;
const LIST_EVERY_MS = 30_000;

interface RecapPlace {
  readonly contest: string;
  readonly region: string;
}

export type Acted =
  | { readonly kind: 'done'; readonly answer: ResponseOf<'actOnRecap'> }
  /** Somebody was faster; what it is now has been read. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One recapitulation beside the tier below, the plenaries within its region, and the acts on it. */
@Injectable()
export class RecapStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly wanted = signal<RecapPlace | null>(null);
  private leave: (() => void) | null = null;
  /** Results below changed: what they add up to is asked for in a moment. */
  private following: ReturnType<typeof setTimeout> | null = null;
  private readonly drafts = new Map<string, RecapDraft>();
  /** Of the act on its way: the same until it is answered. */
  private command: { readonly key: string; readonly id: string } | null = null;

  readonly read = new PolledRead<ResponseOf<'recap'>>({
    read: (abort) => {
      const params = this.params();
      return params === null ? null : this.api.call('recap', { params, signal: abort });
    },
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly list = new PolledRead<ResponseOf<'recaps'>>({
    read: (abort) => {
      const params = this.params();
      return params === null ? null : this.api.call('recaps', { params, signal: abort });
    },
    everyMs: LIST_EVERY_MS,
    now: inject(BoardStore).now,
  });
  /** What was read, once it is that of the place that is looked at. */
  readonly detail = computed(() => {
    const [value, wanted] = [this.read.value(), this.wanted()];
    return value?.recap.contest === wanted?.contest && value?.recap.region === wanted?.region ? value : null;
  });
  readonly recap = computed(() => this.detail()?.recap ?? null);
  readonly plenaries = computed(() => {
    const [value, wanted] = [this.list.value(), this.wanted()];
    return value?.contest === wanted?.contest && value?.rows[0]?.code === wanted?.region ? (value?.rows ?? []) : [];
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.hush();
      this.read.stop();
      this.list.stop();
    });
  }

  show(place: RecapPlace): void {
    this.wanted.set(place);
    this.refresh();
    this.hush();
    this.leave = listen(this.live, { room: { kind: 'result', ...place }, hear: (message) => this.hear(message) });
  }

  refresh(): void {
    void this.read.refresh();
    void this.list.refresh();
  }

  /** Acts on the version that is looked at. A stale one is read again, so that what was typed can go on top. */
  async act(act: RecapAct): Promise<Acted> {
    const recap = this.recap();
    if (recap === null) return { kind: 'failed', failure: { code: 'not-ready' } };
    const { contest, region, version } = recap;
    const body = { id: this.idOf({ contest, region, version, act }), version, act };
    const answer = await this.api.call('actOnRecap', { params: { contest, regionCode: region }, body });
    if (answer.isOk) {
      this.command = null;
      this.refresh();
      return { kind: 'done', answer: answer.value };
    }
    if (answer.failure.code !== 'stale-version') return { kind: 'failed', failure: answer.failure };
    await this.read.refresh();
    return { kind: 'stale' };
  }

  /** What was typed and not sent yet, of the recapitulation that is looked at. */
  draft(): RecapDraft | null {
    return this.drafts.get(this.key()) ?? null;
  }

  keep(draft: RecapDraft | null): void {
    if (draft === null) this.drafts.delete(this.key());
    else this.drafts.set(this.key(), draft);
  }

  /** A plenary's act is shown at once, what moves below it every few seconds. */
  private hear(live: LiveMessage): void {
    const { contest, region } = this.wanted() ?? {};
    if (live.event === 'recap.changed.v1' && live.message.contest === contest) return this.refresh();
    if (live.event !== 'result.changed.v1' || live.message.rows.length === 0) return;
    if (live.message.contest !== contest || live.message.region !== region) return;
    this.following ??= setTimeout(() => {
      this.following = null;
      void this.read.refresh();
    }, FOLLOW_EVERY_MS);
  }

  private hush(): void {
    this.leave?.();
    if (this.following !== null) clearTimeout(this.following);
    this.following = null;
  }

  private key(): string {
    const wanted = this.wanted();
    return `${wanted?.contest ?? ''}/${wanted?.region ?? ''}`;
  }

  private params(): { contest: string; regionCode: string } | null {
    const wanted = this.wanted();
    return wanted === null ? null : { contest: wanted.contest, regionCode: wanted.region };
  }

  /** Sent again after a lost answer, it is the same command. */
  private idOf(what: object): string {
    const key = JSON.stringify(what);
    if (this.command?.key !== key) this.command = { key, id: newCommandId() };
    return this.command.id;
  }
}
