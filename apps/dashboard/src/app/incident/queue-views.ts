import { ChangeDetectionStrategy, Component, input, output, signal } from '@angular/core';
import { INCIDENT_VIEWS } from '@posko/contracts';
import type { IncidentView } from '@posko/contracts';
import { Icon, incidentIcons, injectFormats, injectText, queueMessages } from '@posko/ui';
import type { QueueQuery } from '../shell/incident-criteria';
import { readViews, removeView, saveView } from './saved-views';
import type { SavedView } from './saved-views';

/** The views of the queue with how many each holds, and those that somebody has saved under a name. */
@Component({
  selector: 'posko-queue-views',
  imports: [Icon],
  templateUrl: './queue-views.html',
  styleUrl: './queue-views.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueViews {
  readonly query = input.required<QueueQuery>();
  readonly counts = input.required<Readonly<Record<IncidentView, number>> | null>();
  readonly chosen = output<IncidentView>();
  readonly recalled = output<QueueQuery>();
  protected readonly t = injectText(queueMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  protected readonly views = INCIDENT_VIEWS;
  protected readonly saved = signal<readonly SavedView[]>(readViews());
  /** The name that is being typed for a view to save; null where none is. */
  protected readonly naming = signal<string | null>(null);

  protected recall(event: Event): void {
    const field = event.target as HTMLSelectElement;
    const view = this.saved()[Number(field.value)];
    field.value = '';
    if (view !== undefined) this.recalled.emit(view.query);
  }

  protected type(event: Event): void {
    this.naming.set((event.target as HTMLInputElement).value);
  }

  protected save(event: Event): void {
    event.preventDefault();
    const name = this.naming() ?? '';
    if (name.trim() === '') return;
    this.saved.set(saveView(this.saved(), { name, query: this.query() }));
    this.naming.set(null);
  }

  protected remove(name: string): void {
    this.saved.set(removeView(this.saved(), name));
  }
}
