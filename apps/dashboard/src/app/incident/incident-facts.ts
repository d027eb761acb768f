import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isOpen, isTpsSubject, kindRules } from '@posko/domain';
import type { Incident } from '@posko/domain';
import {
  Icon,
  handlingMessages,
  incidentIcons,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
} from '@posko/ui';
import { Places } from '../shell/places';

/** What is known of an incident. */
@Component({
  selector: 'posko-incident-facts',
  imports: [Icon, RouterLink],
  templateUrl: './incident-facts.html',
  styleUrl: './incident-facts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncidentFacts {
  readonly incident = input.required<Incident>();
  protected readonly places = inject(Places);
  protected readonly t = injectText(handlingMessages, incidentMessages, incidentKindMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  /** Whom its kind is for, as long as nobody has referred it. */
  protected readonly referTo = computed(() => {
    const { kind, status, referral } = this.incident();
    return isOpen(status) && referral === null ? (kindRules(kind).refer ?? null) : null;
  });
  protected readonly placeLink = computed(() => {
    const { place } = this.incident();
    return [isTpsSubject(place) ? '/tps' : '/region', place];
  });
}
