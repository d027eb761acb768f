import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { callMessages, injectFormats, injectText, regionName } from '@posko/ui';
import { Places } from '../shell/places';
import type { CallList } from './call-store';

/** Silent TPS per kecamatan, longest silence first: how many, who rings them, how often in vain. */
@Component({
  selector: 'posko-call-lists',
  templateUrl: './call-lists.html',
  styleUrl: './call-lists.scss',
  host: { tabindex: '0', role: 'group', '[attr.aria-label]': "t('call.lists')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallLists {
  readonly rows = input.required<CallList['rows']>();
  /** The room's clock (ms). */
  readonly roomNow = input.required<number | null>();
  readonly chosen = input('');
  readonly choose = output<string>();

  protected readonly places = inject(Places);
  protected readonly t = injectText(callMessages);
  protected readonly formats = injectFormats();

  protected nameOf({ region }: CallList['rows'][number]): string {
    return regionName(region.name, region.level);
  }

  protected operatorsOf({ operators }: CallList['rows'][number]): string {
    return operators.map(({ name }) => name).join(', ');
  }

  protected lengthOf(since: string): string {
    const at = Date.parse(since);
    return this.formats.duration((this.roomNow() ?? at) - at);
  }
}
