import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { frameMessages, injectText, sessionMessages } from '@posko/ui';
import { OfferStore } from '../shell/offer-store';
import { Preferences } from '../shell/preferences';

/** The look of every page before the room: brand, heading, what is to be done (contents), language and light. */
@Component({
  selector: 'posko-door',
  imports: [Preferences],
  templateUrl: './door.html',
  styleUrl: './door.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Door {
  readonly heading = input.required<string>();
  readonly text = input('');
  protected readonly offer = inject(OfferStore);
  protected readonly t = injectText(sessionMessages, frameMessages);
}
