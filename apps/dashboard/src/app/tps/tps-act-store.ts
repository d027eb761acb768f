import { Injectable, inject } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { SettableMark, Stage } from '@posko/domain';
import { API } from '../shell/api-store';
import type { Answer, Failure, ResponseOf } from '../shell/api-store';

/** What is done to a TPS from its page: asked for, where it takes two people, or done at once. */
@Injectable({ providedIn: 'root' })
export class TpsActStore {
  private readonly api = inject(API);

  stepBack(tps: string, stage: Stage, reason: string): Promise<Failure | null> {
    return this.ask({ type: 'stepBack', tps: tps as never, stage }, reason);
  }

  correct(tps: string, dpt: { l: number; p: number }, reason: string): Promise<Failure | null> {
    return this.ask({ type: 'correctRegister', tps: tps as never, dptL: dpt.l, dptP: dpt.p }, reason);
  }

  mark(
    tpsCode: string,
    change: { mark: SettableMark; isSet: boolean; reason: string },
  ): Promise<Answer<ResponseOf<'mark'>>> {
    return this.api.call('mark', { params: { tpsCode }, body: { id: newCommandId(), ...change } });
  }

  private async ask(act: ResponseOf<'askApproval'>['act'], reason: string): Promise<Failure | null> {
    const answer = await this.api.call('askApproval', { body: { id: newCommandId(), act, reason } });
    return answer.isOk ? null : answer.failure;
  }
}
