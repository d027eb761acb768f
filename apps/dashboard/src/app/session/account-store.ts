import { Injectable, inject } from '@angular/core';
import { API } from '../shell/api-store';
import type { Answer, Failure, ResponseOf } from '../shell/api-store';
import { SessionStore } from '../shell/session-store';

/** The steps around an own account: invitation, password, second factor. Their answers change the session. */
@Injectable({ providedIn: 'root' })
export class AccountStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);

  /** Whom a one-time link is for. */
  invitation(token: string): Promise<Answer<ResponseOf<'invitation'>>> {
    return this.api.call('invitation', { query: { token } });
  }

  async accept(token: string, password: string): Promise<Failure | null> {
    return this.took(await this.api.call('acceptInvitation', { body: { token, password } }));
  }

  async changePassword(current: string, next: string): Promise<Failure | null> {
    return this.took(await this.api.call('changePassword', { body: { current, next } }));
  }

  offerSecondFactor(): Promise<Answer<ResponseOf<'offerSecondFactor'>>> {
    return this.api.call('offerSecondFactor', {});
  }

  /** Recovery codes, if the code was right. The session counts as finished from then on; `refresh` hears of it. */
  confirmSecondFactor(code: string, password?: string): Promise<Answer<ResponseOf<'confirmSecondFactor'>>> {
    return this.api.call('confirmSecondFactor', { body: password === undefined ? { code } : { code, password } });
  }

  refresh(): Promise<void> {
    return this.session.ask();
  }

  private took(answer: Answer<ResponseOf<'session'>>): Failure | null {
    if (!answer.isOk) return answer.failure;
    this.session.take(answer.value);
    return null;
  }
}
