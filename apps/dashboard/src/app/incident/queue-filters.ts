import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { INCIDENT_KIND_CODES, INCIDENT_STATUSES } from '@posko/domain';
import { INCIDENT_SORTS } from '@posko/contracts';
import { Icon, KIND_GROUPS, incidentKindMessages, incidentMessages, injectText, queueMessages } from '@posko/ui';
import type { QueueQuery } from '../shell/incident-criteria';
import { Places } from '../shell/places';
import { ActField } from './act-field';
import { filtersIn } from './queue-address';

const SEVERITIES = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Filters and order of the queue; whatever is set stands in the address. */
@Component({
  selector: 'posko-queue-filters',
  imports: [ActField, Icon],
  templateUrl: './queue-filters.html',
  styleUrl: './queue-filters.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueFilters {
  readonly query = input.required<QueueQuery>();
  readonly changed = output<Partial<Record<keyof QueueQuery, string | number | null>>>();
  private readonly search = viewChild.required<ElementRef<HTMLInputElement>>('search');
  protected readonly places = inject(Places);
  protected readonly t = injectText(queueMessages, incidentMessages, incidentKindMessages);
  protected readonly groups = KIND_GROUPS;
  protected readonly kinds = INCIDENT_KIND_CODES;
  protected readonly statuses = INCIDENT_STATUSES;
  protected readonly sorts = INCIDENT_SORTS;
  protected readonly severities = SEVERITIES;
  /** On a small screen the fields are a step away. */
  protected readonly isOpen = signal(false);
  protected readonly count = computed(() => filtersIn(this.query()));
  protected readonly order = computed(() => this.query().order ?? (this.query().sort === 'due' ? 'asc' : 'desc'));

  focusSearch(): void {
    this.isOpen.set(true);
    this.search().nativeElement.focus();
    this.search().nativeElement.select();
  }

  protected set(name: 'q' | 'kind' | 'status' | 'minSeverity', event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.changed.emit({ [name]: value === '' ? null : name === 'minSeverity' ? Number(value) : value });
  }

  protected place(code: string): void {
    if (code !== '' || this.query().region !== undefined) this.changed.emit({ region: code === '' ? null : code });
  }

  protected sortBy(event: Event): void {
    this.changed.emit({ sort: (event.target as HTMLSelectElement).value, order: null });
  }

  protected reverse(): void {
    this.changed.emit({ order: this.order() === 'asc' ? 'desc' : 'asc' });
  }

  protected clear(): void {
    this.changed.emit({
      q: null,
      kind: null,
      status: null,
      minSeverity: null,
      region: null,
      assignee: null,
      parent: null,
    });
  }
}
