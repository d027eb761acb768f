import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, input, output } from '@angular/core';
import type { ResultRow } from '@posko/contracts';
import { Icon, injectText, ruleMessages, verifyMessages } from '@posko/ui';
import { Places } from '../shell/places';

const MOST_CODES = 4;

/** The forms that wait, in the order of their TPS. */
@Component({
  selector: 'posko-verify-list',
  imports: [Icon],
  template: `
    <ul [attr.aria-label]="t('verify.queue')">
      @for (line of lines(); track line.tps) {
        <li>
          <button
            type="button"
            tabindex="-1"
            [attr.aria-current]="line.tps === current() ? 'true' : null"
            [attr.data-tps]="line.tps"
            (click)="opened.emit(line.tps)"
          >
            <b>{{ line.name }}</b>
            <span class="where">{{ line.where }}</span>
            <span class="codes">{{ line.codes }}</span>
            @if (line.isOwn) {
              <span class="own"><posko-icon name="alert" />{{ t('verify.ownRow') }}</span>
            }
          </button>
        </li>
      }
    </ul>
  `,
  styleUrl: './verify-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyList {
  readonly rows = input.required<readonly ResultRow[]>();
  readonly current = input.required<string | null>();
  /** Id of whoever looks at it. */
  readonly me = input.required<string>();
  readonly opened = output<string>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly places = inject(Places);
  protected readonly t = injectText(verifyMessages, ruleMessages);
  protected readonly lines = computed(() =>
    this.rows().map(({ tps, codes, holds, readers }) => ({
      tps,
      name: this.places.nameOf(tps),
      where: this.places.whereOf(tps),
      codes: [...new Set([...holds.filter((code) => code.length === 4), ...codes])].slice(0, MOST_CODES).join(' '),
      isOwn: readers.includes(this.me()),
    })),
  );

  constructor() {
    effect(() => {
      const row = this.element.querySelector(`[data-tps="${this.current() ?? ''}"]`);
      // A test's document has no sizes to scroll by.
      if (row !== null && 'scrollIntoView' in row) row.scrollIntoView({ block: 'nearest' });
    });
  }
}
