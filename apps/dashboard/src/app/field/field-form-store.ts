import { DOCUMENT, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { Contest, FieldPath, Finding, Photo } from '@posko/domain';
import { CHasil } from '@posko/domain';
import type { Failure, ResponseOf } from '../shell/api-store';
import { ContestStore } from '../shell/contest-store';
import { dropDraft, isBlankDraft, readDraft, writeDraft } from '../shell/entry-draft';
import type { DraftKey, EntryDraft } from '../shell/entry-draft';
import { EntryOutbox } from '../shell/entry-outbox';
import { findingsOf, formOf, textsOf } from '../shell/form-figures';
import { fieldsOf, formLayout } from '../shell/form-layout';
import type { TypedFigure } from '../shell/form-sheet';
import { PhotoUploadStore, withSent } from '../shell/photo-upload-store';
import { SessionStore } from '../shell/session-store';
import { FieldFormMemory } from './field-form-memory';

export type FormStanding = 'todo' | 'draft' | 'waiting' | 'refused' | 'sent';

/** A form of this TPS, as the list has it. */
export interface FieldForm {
  readonly contest: Contest;
  readonly standing: FormStanding;
  readonly receipt: string | null;
  readonly photos: number;
}

export type FormOutcome =
  | { readonly kind: 'saved'; readonly answer: ResponseOf<'enterResult'> }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly why: Failure['code'] };

/** The forms of a crew's TPS: photos and figures of each contest, and what became of them. */
@Injectable()
export class FieldFormStore {
  private readonly contestStore = inject(ContestStore);
  private readonly session = inject(SessionStore);
  private readonly outbox = inject(EntryOutbox);
  private readonly uploads = inject(PhotoUploadStore);
  private readonly memory = new FieldFormMemory(inject(DOCUMENT).defaultView);
  private readonly chosen = signal<string | null>(null);
  private readonly held = signal<EntryDraft>(blank());
  private readonly told = signal<FormOutcome | null>(null);
  private readonly sending = signal(false);
  private readonly skipped = signal(false);

  readonly tps = computed(() => this.session.person()?.scope ?? '');
  readonly contest = computed(() => this.contestStore.find(this.chosen()));
  readonly isLoaded = computed(() => this.contestStore.contests() !== null);
  readonly texts = computed(() => this.held().texts);
  readonly isBlank = computed(() => isBlankDraft(this.held()));
  readonly outcome = this.told.asReadonly();
  readonly isSending = this.sending.asReadonly();
  readonly layout = computed(() => {
    const contest = this.contest();
    return contest === null ? [] : formLayout(contest);
  });
  readonly findings = computed<Finding[]>(() => {
    const [contest, { texts, left }] = [this.contest(), this.held()];
    if (contest === null || isBlankDraft({ texts })) return [];
    const last = fieldsOf(this.layout()).at(-1);
    return findingsOf(contest, texts, { fields: new Set(left), isAtEnd: last !== undefined && left.includes(last) });
  });
  /** Photos of the form that is open, as this phone remembers them. */
  readonly known = computed<readonly Photo[]>(() => this.memory.of(this.tps(), this.chosen() ?? '').photos);
  /** The figures come after the photo, unless the crew cannot take one. */
  readonly isAtFigures = computed(
    () => this.skipped() || !this.isBlank() || this.told() !== null || this.photosOf(this.chosen() ?? '').length > 0,
  );
  readonly forms = computed<FieldForm[]>(() =>
    (this.contestStore.contests() ?? []).map((contest) => ({
      contest,
      standing: this.standingOf(contest.id),
      receipt: this.memory.of(this.tps(), contest.id).receipt,
      photos: this.photosOf(contest.id).length,
    })),
  );

  constructor() {
    // Another TPS has other contests.
    if (this.contestStore.contests() !== null || this.contestStore.failure() !== null) void this.contestStore.ask();
    effect(() => {
      const draft = this.held();
      const key = untracked(() => this.keyOf(this.chosen()));
      if (key !== null) writeDraft(key, draft);
    });
    effect(() => {
      const arrived = this.outbox.arrived();
      untracked(() => {
        for (const { contest, tps, answer } of arrived) this.memory.keep(tps, contest, { receipt: answer.receipt });
      });
    });
    effect(() => {
      const sent = this.uploads.sent();
      untracked(() => {
        for (const { contest, tps } of sent) {
          const { photos } = this.memory.of(tps, contest);
          this.memory.keep(tps, contest, { photos: withSent(photos, sent, { contest, tps }) });
        }
      });
    });
  }

  open(contest: string): void {
    this.told.set(null);
    this.skipped.set(false);
    this.chosen.set(contest);
    const key = this.keyOf(contest);
    const refused = this.outbox.refused().find((entry) => entry.contest === contest && entry.tps === this.tps());
    if (refused !== undefined) {
      this.outbox.takeBack(refused.body.id);
      this.begin(textsOf(CHasil.parse(refused.body.form)));
    } else this.held.set((key === null ? null : readDraft(key)) ?? blank());
  }

  close(): void {
    this.chosen.set(null);
    this.held.set(blank());
  }

  skipPhotos(): void {
    this.skipped.set(true);
  }

  type({ path, text }: TypedFigure): void {
    this.held.update((draft) => ({
      ...draft,
      texts: { ...draft.texts, [path]: text },
      left: draft.left.filter((one) => one !== path),
    }));
  }

  leave(path: FieldPath): void {
    if (!this.held().left.includes(path)) this.held.update((draft) => ({ ...draft, left: [...draft.left, path] }));
  }

  /** Sends the figures, whatever the rules say; a refused form stays to be mended. */
  async send(): Promise<void> {
    const [contest, tps, draft] = [this.contest(), this.tps(), this.held()];
    if (contest === null || this.sending() || isBlankDraft(draft)) return;
    this.sending.set(true);
    const body = { id: draft.id, form: formOf(contest, draft.texts) };
    const answer = await this.outbox.send({ contest: contest.id, tps, body });
    this.sending.set(false);
    if (answer.isOk) this.told.set({ kind: 'saved', answer: answer.value });
    else this.told.set(answer.isKept ? { kind: 'kept' } : { kind: 'refused', why: answer.failure.code });
    // The server knows the id with other figures, or not at all: what is mended is a new reading.
    if (!answer.isOk && !answer.isKept) this.held.update((now) => ({ ...now, id: newCommandId() }));
    else {
      const key = this.keyOf(contest.id);
      if (key !== null) dropDraft(key);
    }
  }

  /** The own figures once more, to be mended and sent as a new reading. */
  again(): void {
    this.told.set(null);
    this.begin(this.held().texts);
  }

  private begin(texts: EntryDraft['texts']): void {
    this.held.set({ id: newCommandId(), texts, left: Object.keys(texts).filter((path) => texts[path] !== '') });
  }

  private standingOf(contest: string): FormStanding {
    const isIt = (entry: { contest: string; tps: string }): boolean =>
      entry.contest === contest && entry.tps === this.tps();
    if (this.outbox.refused().some(isIt)) return 'refused';
    if (this.outbox.waiting().some(isIt)) return 'waiting';
    if (this.memory.of(this.tps(), contest).receipt !== null) return 'sent';
    const key = this.keyOf(contest);
    return key === null || readDraft(key) === null ? 'todo' : 'draft';
  }

  private photosOf(contest: string): Photo[] {
    const place = { contest, tps: this.tps() };
    const photos = withSent(this.memory.of(place.tps, contest).photos, this.uploads.sent(), place);
    return photos.filter(({ replacedBy }) => replacedBy === null);
  }

  private keyOf(contest: string | null): DraftKey | null {
    const person = this.session.person();
    return contest === null || person === null ? null : { person: person.id, contest, tps: person.scope };
  }
}

function blank(): EntryDraft {
  return { id: newCommandId(), texts: {}, left: [] };
}
