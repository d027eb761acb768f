import { Injectable, inject, signal } from '@angular/core';
import type { PublishedCandidates, PublishedContest } from '@posko/contracts';
import type { ContestOption } from '@posko/domain';
import { PublishedFiles } from './published-files';

type Listed = Partial<Pick<PublishedContest, 'candidates'>>;

/** The persons on parties' lists: thousands at a Pemilu, fetched only by those who open a list. */
@Injectable({ providedIn: 'root' })
export class CandidateStore {
  private readonly files = inject(PublishedFiles);
  private readonly found = signal<ReadonlyMap<string, readonly ContestOption[] | 'failed'>>(new Map());

  /** Null while they are not there. */
  of({ candidates }: Listed): readonly ContestOption[] | 'failed' | null {
    return candidates === undefined ? [] : (this.found().get(candidates) ?? null);
  }

  async load({ candidates }: Listed): Promise<void> {
    if (candidates === undefined || Array.isArray(this.found().get(candidates))) return;
    const told = await this.files.read<PublishedCandidates>({ key: candidates, address: candidates }).catch(() => null);
    this.found.update((before) => new Map(before).set(candidates, told?.file.options ?? 'failed'));
  }
}
