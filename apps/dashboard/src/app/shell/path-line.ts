import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, injectText } from '@posko/ui';

/** Where something lies, from the root down; each step leads to its page. */
@Component({
  selector: 'posko-path-line',
  imports: [Icon, RouterLink],
  template: `
    <nav [attr.aria-label]="t('shell.path')">
      <ol>
        @for (place of path(); track place.code) {
          <li>
            <a [routerLink]="[base(), place.code]">{{ place.name }}</a>
            <posko-icon name="next" />
          </li>
        }
      </ol>
    </nav>
  `,
  styleUrl: './path-line.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PathLine {
  readonly path = input.required<readonly { readonly code: string; readonly name: string }[]>();
  /** Where the pages of the regions lie. */
  readonly base = input('/region');
  protected readonly t = injectText();
}
