import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { QuickCount } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import { CommandIds } from './command-id-store';

const ASK_EVERY_MS = 10_000;
const LISTS_EVERY_MS = 15_000;

export type BriefingNow = ResponseOf<'briefing'>;
export type ReleaseRow = ResponseOf<'releases'>['rows'][number];

interface Question {
  readonly contest: string;
  /** Of the realistic case, in thousandths. */
  readonly swing: number;
}

/** What can be said of one contest now, its quick counts and releases; and what is added to them. */
@Injectable()
export class BriefingStore {
  private readonly api = inject(API);
  private readonly wanted = signal<Question | null>(null);
  private readonly ids = new CommandIds();

  readonly read = new PolledRead<BriefingNow>({
    read: (abort) => {
      const wanted = this.wanted();
      if (wanted === null) return null;
      const { contest, swing } = wanted;
      return this.api.call('briefing', { params: { contest }, query: { swing }, signal: abort });
    },
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly quick = new PolledRead<ResponseOf<'quickCounts'>>({
    read: (abort) => {
      const contest = this.wanted()?.contest;
      return contest === undefined ? null : this.api.call('quickCounts', { params: { contest }, signal: abort });
    },
    everyMs: LISTS_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly releases = new PolledRead<{ contest: string; rows: ReleaseRow[] }>({
    read: (abort) => {
      const contest = this.wanted()?.contest;
      return contest === undefined ? null : this.askReleases(contest, abort);
    },
    everyMs: LISTS_EVERY_MS,
    now: inject(BoardStore).now,
  });

  /** What was read, once it is that of the contest that is looked at. */
  readonly briefing = computed(() => {
    const value = this.read.value();
    return value?.contest.id === this.wanted()?.contest ? value : null;
  });
  readonly quickCounts = computed(() => {
    const value = this.quick.value();
    return value?.contest === this.wanted()?.contest ? (value?.rows ?? null) : null;
  });
  readonly released = computed(() => {
    const value = this.releases.value();
    return value?.contest === this.wanted()?.contest ? (value?.rows ?? null) : null;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      for (const read of [this.read, this.quick, this.releases]) read.stop();
    });
  }

  show(question: Question): void {
    const isSame = this.wanted()?.contest === question.contest;
    this.wanted.set(question);
    void this.read.refresh();
    if (isSame) return;
    void this.quick.refresh();
    void this.releases.refresh();
  }

  refresh(): void {
    for (const read of [this.read, this.quick, this.releases]) void read.refresh();
  }

  /** Freezes what is true as it arrives. */
  async draft(question: Question): Promise<Answer<ReleaseRow>> {
    const id = this.ids.of(question);
    const { contest, swing } = question;
    const answer = await this.api.call('draftRelease', { body: { id, contest, swing } });
    if (answer.isOk) this.ids.settle(question);
    return answer;
  }

  async enter(contest: string, figures: QuickCount): Promise<Answer<ResponseOf<'enterQuickCount'>>> {
    const what = { contest, figures };
    const body = { id: this.ids.of(what), ...figures };
    const answer = await this.api.call('enterQuickCount', { params: { contest }, body });
    if (answer.isOk) {
      this.ids.settle(what);
      void this.quick.refresh();
    }
    return answer;
  }

  private async askReleases(
    contest: string,
    signal: AbortSignal,
  ): Promise<Answer<{ contest: string; rows: ReleaseRow[] }>> {
    const answer = await this.api.call('releases', { query: { contest }, signal });
    return answer.isOk ? { isOk: true, value: { contest, rows: answer.value.rows } } : answer;
  }
}
