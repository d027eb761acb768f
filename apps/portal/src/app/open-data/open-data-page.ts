import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import type { PublishedBulk, PublishedBulkIndex } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { AsOf } from '../shell/as-of';
import { IndexStore } from '../shell/index-store';
import { PublishedFiles } from '../shell/published-files';
import type { Told } from '../shell/published-files';

const KILO = 1000;
const MEGA = KILO * KILO;
/** A table of hundreds of rows is of no use on a small screen: the filter says more. */
const MOST = 100;

/** All that is published as files to take along, with sizes and fingerprints. */
@Component({
  selector: 'posko-open-data-page',
  imports: [AsOf],
  templateUrl: './open-data-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OpenDataPage {
  private readonly files = inject(PublishedFiles);
  private readonly index = inject(IndexStore);
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  protected readonly told = signal<Told<PublishedBulkIndex> | null>(null);
  protected readonly hasFailed = signal(false);
  protected readonly words = signal('');
  protected readonly all = computed(() => this.told()?.file.files ?? []);
  private readonly matching = computed(() => {
    const words = this.words().toLowerCase().split(/\s+/);
    return this.all().filter((file) => words.every((word) => this.textOf(file).includes(word)));
  });
  protected readonly rows = computed(() => this.matching().slice(0, MOST));
  protected readonly isCut = computed(() => this.matching().length > MOST);

  constructor() {
    effect(() => {
      if (this.index.seq() > 0) untracked(() => void this.load());
    });
    effect(() => {
      this.document.title = this.t('portal.data');
    });
  }

  protected async load(): Promise<void> {
    try {
      this.told.set(await this.files.read<PublishedBulkIndex>({ key: 'bulk', address: 'bulk.json' }));
      this.hasFailed.set(false);
    } catch {
      this.hasFailed.set(this.told() === null);
    }
  }

  protected contestName({ contest }: PublishedBulk): string {
    return this.index.contest(contest)?.name ?? contest;
  }

  protected size({ bytes }: PublishedBulk): string {
    if (bytes < KILO) return this.t('portal.bytes', { n: bytes });
    if (bytes < MEGA) return this.t('portal.kilobytes', { n: Math.round(bytes / KILO) });
    return this.t('portal.megabytes', { n: this.formats.number(bytes / MEGA, 1) });
  }

  /** What the filter looks through: codes, and the contest as it is called. */
  private textOf(file: PublishedBulk): string {
    const { contest, region, name, format } = file;
    return `${contest} ${this.contestName(file)} ${region} ${name} ${format}`.toLowerCase();
  }
}
