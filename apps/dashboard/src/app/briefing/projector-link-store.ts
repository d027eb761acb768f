import { DestroyRef, Injectable, inject } from '@angular/core';
import type { ProjectorLinkRequest } from '@posko/contracts';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import { CommandIds } from './command-id-store';

const ASK_EVERY_MS = 30_000;

/** Links by which screens show counted figures without anybody signed in. */
@Injectable()
export class ProjectorLinkStore {
  private readonly api = inject(API);
  private readonly ids = new CommandIds();

  readonly read = new PolledRead<ResponseOf<'projectorLinks'>>({
    read: (abort) => this.api.call('projectorLinks', { signal: abort }),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.read.stop());
    void this.read.refresh();
  }

  async make(wish: Omit<ProjectorLinkRequest, 'id'>): Promise<Answer<ResponseOf<'makeProjectorLink'>>> {
    const answer = await this.api.call('makeProjectorLink', { body: { id: this.ids.of(wish), ...wish } });
    if (answer.isOk) {
      this.ids.settle(wish);
      void this.read.refresh();
    }
    return answer;
  }

  async revoke(linkId: string): Promise<Answer<ResponseOf<'revokeProjectorLink'>>> {
    const what = { revoke: linkId };
    const answer = await this.api.call('revokeProjectorLink', { params: { linkId }, body: { id: this.ids.of(what) } });
    if (answer.isOk) this.ids.settle(what);
    void this.read.refresh();
    return answer;
  }
}
