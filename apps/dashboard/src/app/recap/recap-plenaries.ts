import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RecapList } from '@posko/contracts';
import { RECAP_LEVELS, RECAP_STATUSES } from '@posko/domain';
import { Icon, injectFormats, injectText, recapMessages, regionName } from '@posko/ui';

/** Every plenary of a region and below it: who still waits, who has adopted, where objections are open. */
@Component({
  selector: 'posko-recap-plenaries',
  imports: [Icon, RouterLink],
  templateUrl: './recap-plenaries.html',
  styleUrl: './recap-plenaries.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapPlenaries {
  readonly contest = input.required<string>();
  readonly rows = input.required<RecapList['rows']>();
  protected readonly t = injectText(recapMessages);
  protected readonly formats = injectFormats();
  protected readonly level = signal('');
  protected readonly status = signal('');
  protected readonly statuses = RECAP_STATUSES;

  protected readonly levels = computed(() => {
    const there = new Set<string>(this.rows().map(({ level }) => level));
    return RECAP_LEVELS.filter((level) => there.has(level));
  });
  protected readonly shown = computed(() => {
    const [level, status] = [this.level(), this.status()];
    return this.rows()
      .filter((row) => (level === '' || row.level === level) && (status === '' || row.status === status))
      .map((row) => ({
        ...row,
        name: regionName(row.name, row.level),
        levelText: this.t(`level.${row.level}`),
        statusText: this.t(`recap.status.${row.status}`),
        opened: row.openedAt === null ? '–' : this.formats.dateTime(row.openedAt),
      }));
  });

  protected choose(event: Event, what: 'level' | 'status'): void {
    this[what].set((event.target as HTMLSelectElement).value);
  }
}
