import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { tpsNumberOf, desaCodeOf } from '@posko/domain';
import { Icon, entryMessages, injectText } from '@posko/ui';
import { Places } from '../shell/places';
import type { WorkMark } from './entry-work';

/** The TPS of a desa or kecamatan that are gone through, and how far that is. */
@Component({
  selector: 'posko-entry-tps',
  imports: [Icon],
  template: `
    <h2>{{ t('entry.work', { area: places.nameOf(area()) }) }}</h2>
    <p role="status">{{ t('entry.progress', { done: done(), total: codes().length }) }}</p>
    @if (trouble(); as text) {
      <p class="trouble"><posko-icon name="alert" />{{ text }}</p>
    }
    @for (group of groups(); track group.desa) {
      <h3>{{ places.nameOf(group.desa) }}</h3>
      <ul>
        @for (line of group.lines; track line.code) {
          <li>
            <button
              type="button"
              tabindex="-1"
              [class.done]="line.mark !== null"
              [class.drafted]="line.isDrafted"
              [attr.aria-current]="line.code === current() ? 'true' : null"
              [attr.aria-label]="line.label"
              [title]="line.label"
              (click)="opened.emit(line.code)"
            >
              {{ line.number }}
              @if (line.mark !== null) {
                <posko-icon name="check" />
              }
            </button>
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './entry-tps.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EntryTps {
  readonly area = input.required<string>();
  readonly codes = input.required<readonly string[]>();
  readonly marks = input.required<ReadonlyMap<string, WorkMark>>();
  readonly drafts = input.required<readonly string[]>();
  readonly current = input.required<string | null>();
  readonly trouble = input('');
  readonly opened = output<string>();

  protected readonly places = inject(Places);
  protected readonly t = injectText(entryMessages);
  protected readonly done = computed(() => this.codes().filter((code) => this.marks().has(code)).length);
  protected readonly groups = computed(() => {
    const drafts = new Set(this.drafts());
    const lines = this.codes().map((code) => this.lineOf(code, drafts.has(code)));
    return [...Map.groupBy(lines, ({ code }) => desaCodeOf(code))].map(([desa, all]) => ({ desa, lines: all }));
  });

  private lineOf(
    code: string,
    isDrafted: boolean,
  ): { code: string; number: number; mark: WorkMark; isDrafted: boolean; label: string } {
    const mark = this.marks().get(code) ?? null;
    const said = mark === null ? (isDrafted ? this.t('entry.drafted') : '') : this.t(`entry.${mark}`);
    const label = [this.places.nameOf(code), said].filter((part) => part !== '').join(', ');
    return { code, number: tpsNumberOf(code), mark, isDrafted, label };
  }
}
