import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { desaCodeOf, isTpsSubject } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { ResponseOf } from '../shell/board-store';
import { injectIncidentList } from '../shell/incident-list-store';
import { PolledRead } from '../shell/polled-read';
import type { Contact } from './place-lookup-store';

export type SimilarRow = ResponseOf<'similarIncidents'>['rows'][number];

const SIMILAR_AFTER_MS = 150;
const STORY_EVERY_MS = 15_000;
const KECAMATAN_DIGITS = 6;

interface Subject {
  readonly place: string | null;
  readonly kind: IncidentKind | null;
}

/** What is known around a call: the TPS's story, whom to ring there, what is open there and alike. */
@Injectable()
export class IntakeAroundStore {
  private readonly api = inject(API);
  private readonly subject = signal<Subject>({ place: null, kind: null });
  readonly place = computed(() => this.subject().place);
  private readonly tpsCode = computed(() => {
    const place = this.place();
    return place !== null && isTpsSubject(place) ? place : null;
  });
  private readonly foundContacts = signal<readonly Contact[]>([]);
  private readonly foundSimilar = signal<readonly SimilarRow[]>([]);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asked = 0;

  readonly story = new PolledRead<ResponseOf<'tps'>>({
    read: (signal) => {
      const tpsCode = untracked(this.tpsCode);
      return tpsCode === null ? null : this.api.call('tps', { params: { tpsCode }, signal });
    },
    everyMs: STORY_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly tps = computed(() => {
    const tps = this.story.value();
    return tps !== null && tps.code === this.tpsCode() ? tps : null;
  });
  readonly contacts = this.foundContacts.asReadonly();
  readonly similar = this.foundSimilar.asReadonly();
  readonly open = injectIncidentList(() => {
    const region = this.place();
    return region === null ? null : { view: 'open', region, sort: 'severity' };
  }, 20);

  constructor() {
    effect(() => {
      const place = this.place();
      untracked(() => {
        this.story.stop();
        this.foundContacts.set([]);
        if (place === null) return;
        void this.story.refresh();
        void this.askContacts(place);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.story.stop();
      if (this.timer !== null) clearTimeout(this.timer);
    });
  }

  /** Looks around another place or kind. */
  lookAt(subject: Subject): void {
    const before = this.subject();
    if (before.place === subject.place && before.kind === subject.kind) return;
    this.subject.set(subject);
    if (this.timer !== null) clearTimeout(this.timer);
    if (subject.place === null) this.foundSimilar.set([]);
    else this.timer = setTimeout(() => void this.askSimilar(subject), SIMILAR_AFTER_MS);
  }

  private async askSimilar({ place, kind }: Subject): Promise<void> {
    const turn = ++this.asked;
    const query = { place: place ?? '', ...(kind === null ? {} : { kind }) };
    const answer = await this.api.call('similarIncidents', { query });
    if (turn === this.asked) this.foundSimilar.set(answer.isOk ? answer.value.rows : []);
  }

  /** The crew's, then its PPS's and PPK's: each tier has its own. */
  private async askContacts(place: string): Promise<void> {
    const tiers = [place, ...(isTpsSubject(place) ? [desaCodeOf(place)] : []), place.slice(0, KECAMATAN_DIGITS)];
    const answers = await Promise.all(
      [...new Set(tiers)].map((q) => this.api.call('lookup', { query: { q, limit: 1 } })),
    );
    if (this.place() !== place) return;
    this.foundContacts.set(
      answers.flatMap((answer) => (answer.isOk ? answer.value.rows.flatMap(({ contact }) => contact ?? []) : [])),
    );
  }
}
