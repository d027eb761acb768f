import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { ResultRow } from '@posko/contracts';
import type { Contest, RegionTree, ResultState } from '@posko/domain';
import { isTpsSubject, desaCodeOf } from '@posko/domain';
import { API } from '../shell/api-store';
import type { Failure } from '../shell/api-store';
import { BoardStore } from '../shell/board-store';
import { LIVE, listen } from '../shell/live-store';
import { SessionStore } from '../shell/session-store';

/** Nobody's reading changes it any more. */
const SETTLED: readonly ResultState[] = ['passed', 'published', 'corrected', 'withdrawn'];
/** States in which an answer holds no figures of others. */
const BLIND: readonly ResultState[] = ['photoOnly', 'enteredOnce'];
const PAGE = 500;

export type WorkMark = 'done' | 'settled' | null;

/**
 * The TPS of a desa or kecamatan that are gone through, and which of them need no reading of this person. The list of results
 * tells who read what, never which figures: it keeps the second reading blind. What others read and photograph meanwhile is heard.
 */
@Injectable()
export class EntryWork {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly tree = inject(BoardStore).tree;
  private readonly at = signal<{ readonly contest: Contest; readonly area: string } | null>(null);
  private readonly held = signal<ReadonlyMap<string, WorkMark>>(new Map());
  private readonly live = inject(LIVE);
  private readonly pictured = signal<ReadonlyMap<string, number>>(new Map());
  private leave: (() => void) | null = null;
  private readonly failed = signal<Failure | null>(null);

  readonly failure = this.failed.asReadonly();
  readonly marks = this.held.asReadonly();
  /** How many photos a TPS has, of those whose figures the server shows to nobody but who read them. */
  readonly photographed = this.pictured.asReadonly();
  /** Region that is gone through; of a TPS, its desa. */
  readonly region = computed(() => {
    const area = this.at()?.area ?? null;
    return area !== null && isTpsSubject(area) ? desaCodeOf(area) : area;
  });
  readonly tps = computed<readonly string[]>(() => {
    const [tree, region] = [this.tree(), this.region()];
    return tree === null || region === null ? [] : tpsIn(tree, region);
  });
  readonly done = computed(() => this.tps().filter((code) => this.marks().has(code)).length);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.leave?.());
  }

  /** Goes through the TPS of this place from now on. */
  async goThrough(contest: Contest, area: string): Promise<void> {
    const before = this.at();
    this.at.set({ contest, area });
    const isSame = before?.contest.id === contest.id && regionOf(before.area) === regionOf(area);
    if (isSame) return;
    this.follow(contest, regionOf(area));
    await this.ask(contest, regionOf(area));
  }

  /** This person has read it. */
  markDone(tps: string): void {
    this.held.update((marks) => new Map([...marks, [tps, 'done']]));
  }

  /** The next TPS that wants a reading of this person, after `tps` and then from the beginning; null where none is left. */
  nextAfter(tps: string | null): string | null {
    const all = this.tps();
    const at = tps === null ? -1 : all.indexOf(tps);
    const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    return order.find((code) => !this.marks().has(code)) ?? null;
  }

  /** The one beside it, read or not. */
  beside(tps: string | null, step: 1 | -1): string | null {
    const all = this.tps();
    const at = tps === null ? -1 : all.indexOf(tps);
    return all[Math.max(0, Math.min(all.length - 1, at + step))] ?? null;
  }

  /** From here on; after a break, what was missed is asked for. */
  private follow(contest: Contest, region: string): void {
    this.leave?.();
    let isAgain = false;
    this.leave = listen(this.live, {
      room: { kind: 'result', contest: contest.id, region },
      hear: (heard) => {
        if (heard.event !== 'result.changed.v1') return;
        const { message } = heard;
        if (message.contest === contest.id && message.region === region) this.take(message.rows);
      },
      joined: () => {
        if (isAgain) void this.ask(contest, region);
        isAgain = true;
      },
    });
  }

  private async ask(contest: Contest, region: string): Promise<void> {
    this.held.set(new Map());
    this.pictured.set(new Map());
    for (let after: string | undefined, more = true; more;) {
      const query = { region, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const answer = await this.api.call('results', { params: { contest: contest.id }, query });
      const now = this.at();
      if (now === null || now.contest.id !== contest.id || regionOf(now.area) !== region) return;
      this.failed.set(answer.isOk ? null : answer.failure);
      if (!answer.isOk) return;
      const { rows } = answer.value;
      this.take(rows);
      after = rows.at(-1)?.tps;
      more = answer.value.more && after !== undefined;
    }
  }

  private take(rows: readonly ResultRow[]): void {
    const me = this.session.person()?.id ?? '';
    const marked = rows.flatMap(({ tps, state, readers }): [string, WorkMark][] => {
      if (readers.includes(me)) return [[tps, 'done']];
      return SETTLED.includes(state) ? [[tps, 'settled']] : [];
    });
    this.held.update((marks) => new Map([...marks, ...marked]));
    const pictured = rows.filter(({ state, photos }) => photos > 0 && BLIND.includes(state));
    this.pictured.update(
      (before) => new Map([...before, ...pictured.map(({ tps, photos }) => [tps, photos] as const)]),
    );
  }
}

function regionOf(area: string): string {
  return isTpsSubject(area) ? desaCodeOf(area) : area;
}

function tpsIn(tree: RegionTree, region: string): string[] {
  const index = tree.indexOf(region);
  const first = tree.first[index] ?? 0;
  return Array.from({ length: tree.count[index] ?? 0 }, (_, offset) => tree.tpsCodeAt(first + offset));
}
