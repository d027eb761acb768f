import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { PathLine } from './path-line';

/** Head of a page: where the thing lies, its name, what it is; actions as contents. */
@Component({
  selector: 'posko-page-head',
  imports: [PathLine],
  template: `
    <header>
      @if (path().length > 0) {
        <posko-path-line [path]="path()" [base]="base()" />
      }
      <h1>
        {{ heading() }}
        <small>{{ detail() }}</small>
      </h1>
      <ng-content />
    </header>
  `,
  styleUrl: './page-head.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PageHead {
  readonly path = input.required<readonly { readonly code: string; readonly name: string }[]>();
  /** Where the pages of the regions of the path lie. */
  readonly base = input('/region');
  readonly heading = input.required<string>();
  readonly detail = input('');
}
