import { Injectable, computed, inject, signal } from '@angular/core';
import { covers, roleMay } from '@posko/domain';
import { API } from '../shell/board-store';
import type { ResponseOf } from '../shell/board-store';

type Colleague = ResponseOf<'colleagues'>['rows'][number];

/** People who can be given work, asked for when they are first needed. */
@Injectable({ providedIn: 'root' })
export class ColleagueStore {
  private readonly api = inject(API);
  private readonly held = signal<readonly Colleague[]>([]);
  /** Those who may work on incidents, by name. */
  readonly workers = computed(() =>
    this.held()
      .filter(({ role }) => roleMay(role, 'incident.write'))
      .toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'id')),
  );

  /** Those of them whose region holds the place. */
  workersAt(place: string): Colleague[] {
    return this.workers().filter(({ scope }) => covers(scope, place));
  }

  async ask(): Promise<void> {
    const answer = await this.api.call('colleagues', {});
    if (answer.isOk) this.held.set(answer.value.rows);
  }
}
