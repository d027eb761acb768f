import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal, viewChild } from '@angular/core';
import type { OnInit } from '@angular/core';
import { IncidentKind } from '@posko/domain';
import { handlingMessages, incidentKindMessages, incidentMessages, injectText } from '@posko/ui';
import { Places } from '../shell/places';
import { SuggestField } from '../shell/suggest-field';
import type { Suggestion } from '../shell/suggest-field';
import { IncidentSearchStore } from './incident-search-store';
import { searchKinds } from './kind-search';
import { PlaceLookupStore } from './place-lookup-store';

/** What is looked for while typing; the value is a code or an id. */
export type Sought = 'kind' | 'place' | 'incident';

const MOST = 8;

/** A kind, a place or an incident, chosen while typing. */
@Component({
  selector: 'posko-act-field',
  imports: [SuggestField],
  providers: [IncidentSearchStore, PlaceLookupStore],
  template: `
    <posko-suggest-field
      [label]="label()"
      [hint]="hint() || (sought() === 'incident' ? t('handling.searchHint') : '')"
      [text]="text()"
      [suggestions]="suggestions()"
      [isChosen]="value() !== ''"
      [remark]="remark()"
      [isCompact]="isCompact()"
      (typed)="type($event)"
      (chosen)="choose($event)"
    />
  `,
  styleUrl: './act-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ActField implements OnInit {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly sought = input.required<Sought>();
  readonly value = model.required<string>();
  readonly isCompact = input(false);

  private readonly field = viewChild.required(SuggestField);
  private readonly incidents = inject(IncidentSearchStore);
  private readonly lookup = inject(PlaceLookupStore);
  private readonly places = inject(Places);
  protected readonly t = injectText(handlingMessages, incidentMessages, incidentKindMessages);
  protected readonly text = signal('');

  protected readonly suggestions = computed<readonly Suggestion[]>(() => {
    switch (this.sought()) {
      case 'kind':
        return searchKinds(this.text())
          .slice(0, MOST)
          .map((kind) => ({ key: kind, title: this.t(`incidentKind.${kind}`), detail: '', aside: kind }));
      case 'place':
        return this.lookup.choices().map(({ code }) => ({
          key: code,
          title: this.places.nameOf(code),
          detail: this.places.whereOf(code),
          aside: code,
        }));
      case 'incident':
        return this.incidents.rows().map(({ id, number, kind, place, status }) => ({
          key: id,
          title: `#${number} ${this.t(`incidentKind.${kind}`)}`,
          detail: this.places.nameOf(place),
          aside: this.t(`incident.status.${status}`),
        }));
      default:
        return [];
    }
  });
  protected readonly remark = computed(() => {
    const isVain = this.text().trim().length > 1 && this.value() === '' && this.suggestions().length === 0;
    return isVain && !this.incidents.isLooking() ? this.t('handling.noneFound') : '';
  });

  /** What stands there at first shows by its name. */
  ngOnInit(): void {
    const value = this.value();
    const kind = IncidentKind.safeParse(value);
    if (kind.success) this.text.set(this.t(`incidentKind.${kind.data}`));
    else if (this.sought() === 'place' && value !== '') this.text.set(this.places.nameOf(value));
  }

  focus(): void {
    this.field().focus();
  }

  protected type(text: string): void {
    this.text.set(text);
    this.value.set('');
    if (this.sought() === 'place') this.lookup.look(text);
    if (this.sought() === 'incident') this.incidents.look(text);
  }

  protected choose({ key, title }: Suggestion): void {
    this.text.set(title);
    this.value.set(key);
  }
}
