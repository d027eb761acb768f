import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { PublishedContest } from '@posko/contracts';
import { injectWords, portalMessages, regionName } from '@posko/ui';
import { ContestChoice } from './contest-choice';
import { IndexStore } from './index-store';
import { hasPage, isHeldIn, linkTo } from './place';
import { levelOfCode } from './region-words';

interface Crumb {
  readonly code: string;
  readonly name: string;
}

/** Which contest and which place: the way up, the name, and the other contests held here. */
@Component({
  selector: 'posko-place-head',
  imports: [RouterLink],
  templateUrl: './place-head.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceHead {
  private readonly store = inject(IndexStore);
  private readonly router = inject(Router);
  private readonly choice = inject(ContestChoice);
  protected readonly t = injectWords(portalMessages);
  protected readonly linkTo = linkTo;
  readonly contest = input.required<PublishedContest>();
  /** From the top down to the region itself. */
  readonly path = input.required<readonly Crumb[]>();
  readonly code = input.required<string>();
  readonly heading = input.required<string>();
  /** True where the last of `path` is above the page, as the desa of a TPS. */
  readonly isBelow = input(false);

  protected readonly crumbs = computed(() => {
    const path = this.isBelow() ? this.path() : this.path().slice(0, -1);
    return path.map(({ code, name }) => ({ code, name: regionName(name, levelOfCode(code)) }));
  });
  protected readonly contests = computed(() => {
    const all = this.store.index()?.contests ?? [];
    return all.filter((contest) => isHeldIn(contest, this.code()));
  });

  constructor() {
    const { nativeElement: element } = inject<ElementRef<HTMLElement>>(ElementRef);
    const injector = inject(Injector);
    const focusList = (): void => element.querySelector('select')?.focus({ preventScroll: true });
    effect(() => {
      if (this.choice.isBack(this.contest().id)) afterNextRender(focusList, { injector });
    });
  }

  protected switchTo(id: string): void {
    const contest = this.store.contest(id);
    if (contest === null) return;
    const code = hasPage(contest, this.code()) ? this.code() : contest.top;
    this.choice.choose(id);
    void this.router.navigate(linkTo(id, code));
  }
}
