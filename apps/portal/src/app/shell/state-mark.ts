import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { PublicState } from '@posko/domain';
import { injectWords, portalMessages } from '@posko/ui';

/** How far the figures of a TPS have come, in one word. What is held or withdrawn has a sign beside the colour. */
@Component({
  selector: 'posko-state-mark',
  template: `@if (state() === 'held' || state() === 'withdrawn') {
      <span class="sign" aria-hidden="true">!</span>
    }
    {{ t(key()) }}`,
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'state-mark', '[attr.data-state]': 'state()' },
})
export class StateMark {
  protected readonly t = injectWords(portalMessages);
  readonly state = input.required<PublicState>();

  protected key(): `portal.state.${PublicState}` {
    return `portal.state.${this.state()}`;
  }
}
