import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, signal } from '@angular/core';
import type { PublishedPhoto } from '@posko/contracts';
import { injectWords, portalMessages } from '@posko/ui';
import { AsOf } from '../shell/as-of';
import type { Told } from '../shell/published-files';

const ZOOMS = [100, 150, 200, 300, 400] as const;

/** The photos of a TPS: one at a time, larger and smaller, with the fingerprint of its original below. */
@Component({
  selector: 'posko-photo-list',
  imports: [AsOf],
  templateUrl: './photo-list.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhotoList {
  protected readonly t = injectWords(portalMessages);
  readonly photos = input.required<readonly PublishedPhoto[]>();
  readonly heading = input.required<string>();
  readonly at = input.required<string | null>();
  readonly told = input.required<Told<unknown>>();

  /** Those that count first, each as its pages lie; older ones after them. */
  protected readonly ordered = computed(() =>
    [...this.photos()].sort((a, b) => Number(a.replacedBy !== null) - Number(b.replacedBy !== null) || a.page - b.page),
  );
  protected readonly chosen = linkedSignal(() => this.ordered()[0]?.sha256 ?? null);
  protected readonly photo = computed(() => this.ordered().find(({ sha256 }) => sha256 === this.chosen()) ?? null);
  private readonly step = linkedSignal({ source: this.chosen, computation: () => 0 });
  protected readonly zoom = computed(() => ZOOMS[this.step()] ?? 100);
  protected readonly isLargest = computed(() => this.step() >= ZOOMS.length - 1);
  protected readonly isSmallest = computed(() => this.step() === 0);
  protected readonly failed = signal<string | null>(null);

  protected larger(): void {
    this.step.update((step) => Math.min(ZOOMS.length - 1, step + 1));
  }

  protected smaller(): void {
    this.step.update((step) => Math.max(0, step - 1));
  }
}
