import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { ReleaseFormat } from '@posko/contracts';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, Failure, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import { injectSaveFile } from '../shell/save-file';
import { CommandIds } from './command-id-store';

const ASK_EVERY_MS = 15_000;

/** One release, what was corrected of it since, its files, and what is decided of it. */
@Injectable()
export class ReleaseStore {
  private readonly api = inject(API);
  private readonly saveFile = injectSaveFile();
  private readonly wanted = signal<string | null>(null);
  private readonly ids = new CommandIds();

  readonly read = new PolledRead<ResponseOf<'release'>>({
    read: (abort) => {
      const number = this.wanted();
      return number === null ? null : this.api.call('release', { params: { number }, signal: abort });
    },
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly detail = computed(() => {
    const value = this.read.value();
    return value !== null && String(value.release.number) === this.wanted() ? value : null;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  show(number: string): void {
    this.wanted.set(number);
    void this.read.refresh();
  }

  refresh(): void {
    void this.read.refresh();
  }

  async giveOut(): Promise<Answer<ResponseOf<'giveOutRelease'>>> {
    const what = { act: 'giveOut', number: this.number() };
    const body = { id: this.ids.of(what) };
    const answer = await this.api.call('giveOutRelease', { params: { number: this.number() }, body });
    return this.settled(what, answer);
  }

  async discard(reason: string): Promise<Answer<ResponseOf<'discardRelease'>>> {
    const what = { act: 'discard', number: this.number(), reason };
    const body = { id: this.ids.of(what), reason };
    const answer = await this.api.call('discardRelease', { params: { number: this.number() }, body });
    return this.settled(what, answer);
  }

  /** Saves a file of it: its name, or why it did not come. */
  async download(format: ReleaseFormat): Promise<{ readonly name: string } | Failure> {
    const answer = await this.api.file('releaseFile', { params: { number: this.number(), format } });
    if (!answer.isOk) return answer.failure;
    const name = answer.value.name ?? `release-${this.number()}.${format}`;
    this.saveFile({ name, blob: answer.value.blob });
    return { name };
  }

  private number(): string {
    return this.wanted() ?? '';
  }

  /** Done, or somebody was faster: both are read again. */
  private settled<T>(what: object, answer: Answer<T>): Answer<T> {
    if (answer.isOk) this.ids.settle(what);
    if (answer.isOk || answer.failure.code === 'release-transition') this.refresh();
    return answer;
  }
}
