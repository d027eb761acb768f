import { Injectable, inject, signal } from '@angular/core';
import type { PublishedCandidates, PublishedContest } from '@posko/contracts';
import type { ContestOption } from '@posko/domain';
import { PublishedFiles } from './published-files';

type Listed = Partial<Pick<PublishedContest, 'candidates'>>;

export type Persons = readonly ContestOption[] | 'loading' | 'failed';

/** The persons on parties' lists: thousands at a Pemilu, fetched only by those who open a list. */
@Injectable({ providedIn: 'root' })
export class CandidateStore {
  private readonly files = inject(PublishedFiles);
  private readonly found = signal<ReadonlyMap<string, Persons>>(new Map());

  of({ candidates }: Listed): Persons | 'unasked' {
    return candidates === undefined ? [] : (this.found().get(candidates) ?? 'unasked');
  }

  async load({ candidates }: Listed): Promise<void> {
    const before = this.of({ candidates });
    if (candidates === undefined || (before !== 'unasked' && before !== 'failed')) return;
    this.note(candidates, 'loading');
    const told = await this.files.read<PublishedCandidates>({ key: candidates, address: candidates }).catch(() => null);
    this.note(candidates, told?.file.options ?? 'failed');
  }

  private note(candidates: string, persons: Persons): void {
    this.found.update((before) => new Map(before).set(candidates, persons));
  }
}
