import { Injectable, inject } from '@angular/core';
import type { PublishedContest } from '@posko/contracts';
import { IndexStore } from './index-store';
import { contestFor } from './place';

/** The contest that was looked at last: a search goes on in it where it can. */
@Injectable({ providedIn: 'root' })
export class LastContest {
  private readonly store = inject(IndexStore);
  id: string | null = null;

  /** The contest in which a place is shown, or null where none is held there. */
  forPlace(code: string): PublishedContest | null {
    return contestFor(this.store.index()?.contests ?? [], code, this.id);
  }
}
