import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, afterNextRender, computed, inject, viewChild } from '@angular/core';
import { injectText, sessionMessages } from '@posko/ui';
import { SessionStore } from './session-store';
import { SignInForm } from './sign-in-form';

/**
 * The session ended under a page that is open: says why and lets the same person in again. The page stays as it is beneath, with what
 * was typed there, out of sight and out of reach until then.
 */
@Component({
  selector: 'posko-session-over',
  imports: [SignInForm],
  template: `
    <dialog #dialog aria-labelledby="posko-session-over" closedby="none" (cancel)="$event.preventDefault()">
      <h1 id="posko-session-over">{{ t('session.ended') }}</h1>
      <p>{{ t(reason()) }}</p>
      <p>{{ t('session.ended.goOn') }}</p>
      <posko-sign-in-form [username]="name()" />
    </dialog>
  `,
  styleUrl: './session-over.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SessionOver {
  private readonly session = inject(SessionStore);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  protected readonly t = injectText(sessionMessages);
  protected readonly reason = computed(() => `session.ended.${this.session.end() ?? 'lost'}` as const);
  protected readonly name = computed(() => this.session.person()?.name ?? '');

  constructor() {
    afterNextRender(() => {
      const dialog = this.dialog().nativeElement;
      if ('showModal' in dialog) dialog.showModal();
    });
  }
}
