import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { WallScene } from './wall-scene';
import { WALL_SCENES } from './wall-scene';

/** Shows one scene after another, each for the same time, for ever. */
@Injectable()
export class Rotation {
  private readonly plan = signal<readonly WallScene[]>(WALL_SCENES);
  private readonly turn = signal(0);
  private timer: ReturnType<typeof setInterval> | null = null;

  readonly scenes = this.plan.asReadonly();
  readonly index = computed(() => this.turn() % this.plan().length);
  readonly scene = computed<WallScene>(() => this.plan()[this.index()] ?? 'mosaik');

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  /** Starts anew with the first of `scenes`; one scene alone stays. */
  start(scenes: readonly WallScene[], seconds: number): void {
    this.stop();
    this.plan.set(scenes);
    this.turn.set(0);
    if (scenes.length > 1) this.timer = setInterval(() => this.turn.update((turn) => turn + 1), seconds * 1000);
  }

  private stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
