import { Injectable, inject } from '@angular/core';
import type { PublishedReleaseRef, ReleaseFile } from '@posko/contracts';
import { PublishedFiles } from '../shell/published-files';
import type { Told } from '../shell/published-files';

/** Files of releases; what was read once is not read again, for a release never changes. */
@Injectable({ providedIn: 'root' })
export class ReleaseStore {
  private readonly files = inject(PublishedFiles);
  private readonly held = new Map<number, Promise<Told<ReleaseFile>>>();

  read({ number, file }: Pick<PublishedReleaseRef, 'number' | 'file'>): Promise<Told<ReleaseFile>> {
    const known = this.held.get(number);
    if (known !== undefined) return known;
    const asked = this.files.read<ReleaseFile>({ key: `rilis/${number}`, address: file });
    this.held.set(number, asked);
    asked.catch(() => this.held.delete(number));
    return asked;
  }
}
