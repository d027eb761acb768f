import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TpsCode, readActivationCode } from '@posko/domain';
import { Icon, fieldMessages, injectFormats, injectText } from '@posko/ui';
import { injectCountdown } from '../shell/countdown';
import { SessionStore } from '../shell/session-store';
import { FieldStore } from './field-store';

/** The code of the TPS and the one-time code: binds the phone. A slip of the fingers is told without asking the server. */
@Component({
  selector: 'posko-activation-form',
  imports: [Icon],
  templateUrl: './activation-form.html',
  styleUrl: './activation-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ActivationForm {
  protected readonly store = inject(FieldStore);
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(fieldMessages);
  protected readonly formats = injectFormats();
  protected readonly wait = injectCountdown();
  protected readonly tps = signal('');
  protected readonly code = signal('');
  protected readonly isTried = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<string | null>(null);
  protected readonly isTpsWrong = computed(() => this.isTried() && !TpsCode.safeParse(this.tps()).success);
  protected readonly isCodeWrong = computed(() => this.isTried() && readActivationCode(this.code()) === null);
  /** Why the activation before this one ended. */
  protected readonly end = computed(() => {
    const end = this.session.end();
    if (end === null) return null;
    return this.t(end === 'activated' ? 'field.ended.activated' : 'field.ended.lost');
  });

  protected typeTps(event: Event): void {
    this.tps.set((event.target as HTMLInputElement).value.replaceAll(/[\s.-]/g, ''));
  }

  protected typeCode(event: Event): void {
    this.code.set((event.target as HTMLInputElement).value);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.isTried.set(true);
    if (this.isBusy() || this.wait.leftMs() > 0 || this.isTpsWrong() || this.isCodeWrong()) return;
    this.isBusy.set(true);
    this.problem.set(null);
    const failure = await this.store.activate(this.tps(), this.code());
    this.isBusy.set(false);
    if (failure === null) return;
    if (failure.retryAfterMs !== undefined) this.wait.start(failure.retryAfterMs);
    this.problem.set(this.t(`error.${failure.code}`));
  }
}
