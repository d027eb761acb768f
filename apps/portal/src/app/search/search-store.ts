import { Injectable, computed, inject, signal } from '@angular/core';
import type { PublishedRegions } from '@posko/contracts';
import { PublishedFiles } from '../shell/published-files';
import { namedRegions } from './search-words';
import type { NamedRegion } from './search-words';

/** The names of all regions: some seventy kilobytes, fetched only by those who search. */
@Injectable({ providedIn: 'root' })
export class SearchStore {
  private readonly files = inject(PublishedFiles);
  private readonly found = signal<readonly NamedRegion[] | null>(null);
  private readonly failed = signal(false);
  readonly regions = this.found.asReadonly();
  readonly state = computed(() => {
    if (this.found() !== null) return 'there';
    return this.failed() ? 'failed' : 'loading';
  });

  async load(): Promise<void> {
    if (this.found() !== null) return;
    this.failed.set(false);
    try {
      const { file } = await this.files.read<PublishedRegions>({ key: 'regions', address: 'regions.json' });
      this.found.set(namedRegions(file.regions));
    } catch {
      this.failed.set(true);
    }
  }
}
