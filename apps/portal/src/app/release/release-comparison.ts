import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import type { PublishedReleaseRef, ReleaseFile } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { changesBetween } from '../shell/changes';
import type { Change } from '../shell/changes';
import { momentOf } from '../shell/moments';
import { ReleaseStore } from './release-store';

type Ref = PublishedReleaseRef & { readonly contestName: string };

/** What changed between two releases of one contest. */
@Component({
  selector: 'posko-release-comparison',
  templateUrl: './release-comparison.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseComparison {
  private readonly store = inject(ReleaseStore);
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  /** The latest first. */
  readonly releases = input.required<readonly Ref[]>();

  /** The latest, and the one before it of the same contest, until somebody chooses. */
  protected readonly to = linkedSignal(() => this.releases()[0]?.number ?? 0);
  protected readonly candidates = computed(() => {
    const to = this.find(this.to());
    return this.releases().filter(({ contest, number }) => contest === to?.contest && number !== to.number);
  });
  protected readonly from = linkedSignal(() => {
    const earlier = this.candidates().find(({ number }) => number < this.to());
    return (earlier ?? this.candidates()[0])?.number ?? 0;
  });
  private readonly pair = computed(() => {
    const [from, to] = [this.find(this.from()), this.find(this.to())];
    return from === undefined || to === undefined ? undefined : { from, to };
  });
  protected readonly changes = resource({
    params: () => this.pair(),
    loader: async ({ params: { from, to } }) => {
      const [before, now] = await Promise.all([this.store.read(from), this.store.read(to)]);
      return between(before.file, now.file);
    },
  });

  protected difference({ before, now }: Change): string {
    return this.formats.signed(now - before);
  }

  private find(number: number): Ref | undefined {
    return this.releases().find((release) => release.number === number);
  }
}

function between(before: ReleaseFile, now: ReleaseFile): Change[] {
  return changesBetween(now.contest, momentOf(before.region, before), momentOf(now.region, now));
}
