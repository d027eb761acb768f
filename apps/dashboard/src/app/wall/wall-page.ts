import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, injectFormats, injectText, isDoubtful, regionName, wallMessages } from '@posko/ui';
import { RegionReads } from '../shell/region-reads';
import { useWakeLock } from '../shell/wake-lock';
import { RingBand } from './ring-band';
import { Rotation } from './rotation';
import { SceneMosaik } from './scene-mosaik';
import { SceneOverdue } from './scene-overdue';
import { SceneRegions } from './scene-regions';
import { SceneStages } from './scene-stages';
import { scenesOf, secondsOf } from './wall-scene';
import { WallStore } from './wall-store';

/** The wall: scenes that come by themselves, legible from three metres, with the room's time and the age of the data. */
@Component({
  selector: 'posko-wall-page',
  imports: [Icon, RingBand, RouterLink, SceneMosaik, SceneOverdue, SceneRegions, SceneStages],
  providers: [RegionReads, Rotation, WallStore],
  templateUrl: './wall-page.html',
  styleUrl: './wall-page.scss',
  host: { '[class]': 'store.freshness()', '(document:keydown.f)': 'toggleFullScreen()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WallPage {
  /** `?scene=mosaik,overdue`: which scenes, in which order. */
  readonly scene = input<string>();
  /** `?seconds=30`: how long each stays. */
  readonly seconds = input<string>();

  protected readonly store = inject(WallStore);
  protected readonly rotation = inject(Rotation);
  protected readonly t = injectText(wallMessages);
  protected readonly formats = injectFormats();
  private readonly document = inject(DOCUMENT);

  protected readonly period = computed(() => secondsOf(this.seconds()));
  protected readonly isDoubtful = computed(() => isDoubtful(this.store.freshness()));
  protected readonly place = computed(() => {
    const tree = this.store.board()?.tree;
    return tree === undefined ? '' : regionName(tree.nameOf(0), tree.levels[0] ?? 'provinsi');
  });
  protected readonly ageText = computed(() => {
    const age = this.store.age();
    return age === null ? this.t('panel.noContact') : this.formats.age(age);
  });

  constructor() {
    effect(() => {
      const [scenes, period] = [scenesOf(this.scene()), this.period()];
      untracked(() => this.rotation.start(scenes, period));
    });
    useWakeLock();
  }

  protected toggleFullScreen(): void {
    if (this.document.fullscreenElement === null) void this.document.documentElement.requestFullscreen();
    else void this.document.exitFullscreen();
  }
}
