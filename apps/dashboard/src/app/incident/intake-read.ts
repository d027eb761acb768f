import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { IncidentKind } from '@posko/domain';
import { incidentKindMessages, injectText, intakeMessages } from '@posko/ui';
import type { Recognised } from './recognise';

const MOST_KINDS = 3;

/** What was read out of a pasted message (null: the form was cleared), what else it may be about, and the way back. */
@Component({
  selector: 'posko-intake-read',
  templateUrl: './intake-read.html',
  styleUrl: './intake-read.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntakeRead {
  readonly found = input.required<Recognised | null>();
  /** The kind that the call has now. */
  readonly kind = input.required<IncidentKind | null>();
  readonly kindChosen = output<IncidentKind>();
  readonly undone = output();
  protected readonly t = injectText(intakeMessages, incidentKindMessages);
  protected readonly others = computed(() =>
    [this.found()?.kind ?? null, ...(this.found()?.otherKinds ?? [])]
      .filter((kind): kind is IncidentKind => kind !== null && kind !== this.kind())
      .slice(0, MOST_KINDS),
  );
  protected readonly text = computed(() => {
    const found = this.found();
    if (found === null) return this.t('intake.cleared');
    const { place, kind, caller, phone, at } = found;
    const parts = [
      place.code === null ? '' : this.t('intake.place'),
      kind === null ? '' : this.t('intake.kind'),
      caller === null ? '' : this.t('intake.caller'),
      phone === null ? '' : this.t('intake.phone'),
      at === null ? '' : this.t('intake.saidAt', { time: at.slice(11).replace(':', '.') }),
    ];
    const what = parts.filter((part) => part !== '').join(', ');
    return what === '' ? this.t('intake.recognisedNothing') : this.t('intake.recognised', { what });
  });
}
