import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectText, roleMessages, sessionIcons, sessionMessages } from '@posko/ui';
import { Blank } from '../shell/blank';
import { BoardStore } from '../shell/board-store';
import { usePageTitle } from '../shell/page-title';
import { PlaceOptions } from '../shell/place-options';
import { SessionStore } from '../shell/session-store';

/** A page that is there, but not for this person: says so, as whom they are signed in, and who could change it. */
@Component({
  selector: 'posko-refused-page',
  imports: [Blank, RouterLink],
  template: `
    <posko-blank [icon]="icons.refused" [heading]="t('session.refused')" [text]="text()">
      <a routerLink="/">{{ t('shell.home') }}</a>
    </posko-blank>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RefusedPage {
  private readonly session = inject(SessionStore);
  private readonly board = inject(BoardStore);
  protected readonly t = injectText(sessionMessages, roleMessages);
  protected readonly icons = sessionIcons;
  protected readonly text = computed(() => {
    const person = this.session.person();
    if (person === null) return '';
    const tree = this.board.tree();
    const scope = tree === null ? person.scope : new PlaceOptions(tree, 'region').nameOf(person.scope);
    return this.t('session.refused.hint', { role: this.t(`role.${person.role}`), scope });
  });

  constructor() {
    usePageTitle(() => this.t('session.refused'));
  }
}
