import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Photo } from '@posko/domain';
import { API } from '../shell/api-store';
import { PhotoUploadStore, withSent } from '../shell/photo-upload-store';
import { EntryStore } from './entry-store';

/**
 * Photos of the form that is typed, to read it from. They are asked for only where the server keeps the figures of others to
 * itself: this screen never holds what somebody else read. What was sent from here is known without asking.
 */
@Injectable()
export class EntryPhotos {
  private readonly api = inject(API);
  private readonly store = inject(EntryStore);
  private readonly uploads = inject(PhotoUploadStore);
  private readonly held = signal<readonly Photo[]>([]);
  /** As the server told. */
  readonly known = this.held.asReadonly();
  readonly photos = computed<readonly Photo[]>(() => {
    const [contest, tps] = [this.store.contest(), this.store.tps()];
    return contest === null || tps === null
      ? []
      : withSent(this.held(), this.uploads.sent(), { contest: contest.id, tps });
  });

  constructor() {
    const contest = computed(() => this.store.contest()?.id ?? null);
    const photos = computed(() => this.store.work.photographed().get(this.store.tps() ?? '') ?? 0);
    effect(() => {
      contest();
      this.store.tps();
      untracked(() => this.held.set([]));
    });
    // Again when another photo of this TPS has come.
    effect(() => {
      const [id, tps] = [contest(), this.store.tps()];
      if (id !== null && tps !== null && photos() > 0) void this.ask(id, tps);
    });
  }

  private async ask(contest: string, tps: string): Promise<void> {
    const answer = await this.api.call('result', { params: { contest, tpsCode: tps } });
    const isStill = this.store.contest()?.id === contest && this.store.tps() === tps;
    if (answer.isOk && isStill) this.held.set(answer.value.result.photos);
  }
}
