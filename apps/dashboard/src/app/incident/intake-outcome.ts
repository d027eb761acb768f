import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon, incidentKindMessages, injectFormats, injectText, intakeMessages } from '@posko/ui';
import type { UnsentCall } from '../shell/call-outbox';
import { Places } from '../shell/places';
import type { Outcome } from './intake-store';

/** What became of the last call, for a few seconds; and the calls that have not reached the server, for as long as it takes. */
@Component({
  selector: 'posko-intake-outcome',
  imports: [Icon],
  templateUrl: './intake-outcome.html',
  styleUrl: './intake-outcome.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntakeOutcome {
  readonly outcome = input.required<Outcome | null>();
  readonly unsent = input.required<readonly UnsentCall[]>();
  /** The form is free for a call that has to be mended. */
  readonly canMend = input.required<boolean>();
  readonly mended = output<UnsentCall>();
  protected readonly t = injectText(intakeMessages, incidentKindMessages);
  protected readonly places = inject(Places);
  private readonly formats = injectFormats();
  protected readonly isBad = computed(() => ['kept', 'refused'].includes(this.outcome()?.kind ?? ''));
  protected readonly text = computed(() => {
    const outcome = this.outcome();
    switch (outcome?.kind) {
      case 'saved':
        return this.t('intake.saved', {
          n: `#${outcome.number}`,
          receipt: outcome.receipt,
          time: this.formats.duration(outcome.ms),
        });
      case 'attached':
        return this.t('intake.savedAttached', { n: `#${outcome.number}`, receipt: outcome.receipt });
      case 'kept':
      case 'refused':
        return this.t(`intake.${outcome.kind}`, { why: this.t(`error.${outcome.failure}`) });
      default:
        return '';
    }
  });
}
