import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, callIcons, callMessages, incidentMessages, injectFormats, injectText } from '@posko/ui';
import { Places } from '../shell/places';
import type { SilentTps } from './call-store';

/** Silent TPS of a region one by one: what each owes, whom to ring, who is at it. */
@Component({
  selector: 'posko-silent-rows',
  imports: [Icon, RouterLink],
  templateUrl: './silent-rows.html',
  styleUrl: './silent-rows.scss',
  host: { tabindex: '0', role: 'group', '[attr.aria-label]': "t('call.column.silent')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SilentRows {
  readonly rows = input.required<readonly SilentTps[]>();
  readonly total = input.required<number>();
  /** The room's clock (ms). */
  readonly roomNow = input.required<number | null>();

  protected readonly places = inject(Places);
  protected readonly t = injectText(callMessages, incidentMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = callIcons;

  protected lengthOf(since: string): string {
    return this.formats.duration(this.agoOf(since));
  }

  protected lastOf({ outcome, at }: SilentTps['calls'][number]): string {
    return this.t('call.lastCall', {
      outcome: this.t(`incident.outcome.${outcome}`),
      age: this.formats.age(this.agoOf(at)),
    });
  }

  private agoOf(text: string): number {
    const at = Date.parse(text);
    return Math.max(0, (this.roomNow() ?? at) - at);
  }
}
