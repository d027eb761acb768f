import { Injectable } from '@angular/core';

/** The contest to which a reader is on the way from the list of contests. Arrow keys choose one after the other: the focus stays there. */
@Injectable({ providedIn: 'root' })
export class ContestChoice {
  private chosen: string | null = null;

  choose(contest: string): void {
    this.chosen = contest;
  }

  /** A page has been reached. @returns whether it is the one that was chosen */
  isReached(url: string): boolean {
    const isChosen = this.chosen !== null && url.startsWith(`/${this.chosen}/`);
    if (!isChosen) this.chosen = null;
    return isChosen;
  }

  /** True, once, where the list stands again with the contest that was chosen. */
  isBack(contest: string): boolean {
    const isBack = contest === this.chosen;
    if (isBack) this.chosen = null;
    return isBack;
  }
}
