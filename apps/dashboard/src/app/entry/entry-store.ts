import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { Contest, FieldPath, Finding } from '@posko/domain';
import { CHasil, isOf, isTpsSubject } from '@posko/domain';
import type { Failure, ResponseOf } from '../shell/api-store';
import { ContestStore } from '../shell/contest-store';
import { findingsOf, formOf, textsOf } from '../shell/form-figures';
import type { FormTexts } from '../shell/form-figures';
import { fieldsOf, formLayout } from '../shell/form-layout';
import type { TypedFigure } from '../shell/form-sheet';
import { SessionStore } from '../shell/session-store';
import {
  draftedTps,
  dropDraft,
  isBlankDraft,
  readDraft,
  readPlace,
  writeDraft,
  writePlace,
} from '../shell/entry-draft';
import type { DraftKey, EntryDraft } from '../shell/entry-draft';
import { EntryOutbox } from '../shell/entry-outbox';
import type { UnsentEntry } from '../shell/entry-outbox';
import { EntryWork } from './entry-work';

/** What this person wrote of a form. */
export interface SavedForm {
  readonly contest: string;
  readonly tps: string;
  readonly texts: FormTexts;
}

/** What became of a form. `kept`: not sent yet, tried again by itself. */
export type Outcome =
  | {
      readonly kind: 'saved';
      readonly tps: string;
      readonly answer: ResponseOf<'enterResult'>;
      readonly form: SavedForm;
    }
  | { readonly kind: 'kept' | 'refused'; readonly tps: string; readonly failure: Failure['code'] };

/** The form that is being typed, where it belongs, and what becomes of it. */
@Injectable()
export class EntryStore {
  private readonly contestStore = inject(ContestStore);
  private readonly session = inject(SessionStore);
  private readonly outbox = inject(EntryOutbox);
  readonly work = inject(EntryWork);
  private readonly chosen = signal<string | null>(null);
  private readonly at = signal<string | null>(null);
  private readonly held = signal<EntryDraft>(blank());
  private readonly told = signal<Outcome | null>(null);
  private readonly saving = signal(false);

  readonly contests = this.contestStore.contests;
  readonly contestFailure = this.contestStore.failure;
  readonly contest = computed<Contest | null>(() => {
    const all = this.contests() ?? [];
    return this.contestStore.find(this.chosen()) ?? all[0] ?? null;
  });
  readonly tps = this.at.asReadonly();
  readonly texts = computed(() => this.held().texts);
  readonly isBlank = computed(() => isBlankDraft(this.held()));
  readonly layout = computed(() => {
    const contest = this.contest();
    return contest === null ? [] : formLayout(contest);
  });
  private readonly lastField = computed(() => fieldsOf(this.layout()).at(-1));
  readonly findings = computed<Finding[]>(() => {
    const [contest, { texts, left }] = [this.contest(), this.held()];
    if (contest === null || isBlankDraft({ texts })) return [];
    const last = this.lastField();
    return findingsOf(contest, texts, {
      fields: new Set(left),
      isAtEnd: last !== undefined && left.includes(last),
    });
  });
  readonly outcome = this.told.asReadonly();
  readonly isSaving = this.saving.asReadonly();
  readonly waiting = this.outbox.waiting;
  readonly refused = this.outbox.refused;
  /** This person has read this form before. */
  readonly isAgain = computed(() => this.work.marks().get(this.at() ?? '') === 'done');
  readonly drafts = computed(() => {
    const key = this.keyOf(this.at() ?? '');
    this.held();
    return key === null ? [] : draftedTps(key);
  });

  constructor() {
    effect(() => {
      const draft = this.held();
      const key = untracked(() => (this.at() === null ? null : this.keyOf(this.at() ?? '')));
      if (key !== null) writeDraft(key, draft);
    });
  }

  /** Where this person was at work, or where an address leads. */
  begin(wanted: { readonly contest: string | undefined; readonly tps: string | undefined }): void {
    const before = readPlace(this.session.person()?.id ?? '');
    this.chosen.set(wanted.contest ?? before?.contest ?? null);
    if (wanted.tps !== undefined) this.open(wanted.tps);
    else if (before !== null && this.contest()?.id === before.contest) {
      if (before.tps === null) this.goThrough(before.area);
      else this.open(before.tps, before.area);
    }
  }

  chooseContest(id: string): void {
    this.chosen.set(id);
    const [contest, region] = [this.contest(), this.work.region()];
    this.at.set(null);
    this.held.set(blank());
    if (contest !== null && region !== null && isOf(contest, region)) this.goThrough(region);
  }

  /** A TPS, or a region whose TPS are gone through one after the other. */
  choose(code: string): void {
    if (isTpsSubject(code)) this.open(code);
    else this.goThrough(code);
  }

  open(tps: string, area = tps): void {
    this.toContestAt(tps);
    const contest = this.contest();
    if (contest === null) return;
    this.at.set(tps);
    const key = this.keyOf(tps);
    this.held.set((key === null ? null : readDraft(key)) ?? blank());
    void this.work.goThrough(contest, area);
    this.remember(area, tps);
  }

  beside(step: 1 | -1): void {
    const next = this.work.beside(this.at(), step);
    if (next !== null) this.open(next, this.work.region() ?? next);
  }

  type({ path, text }: TypedFigure): void {
    // A figure that is being changed is nobody's mistake until the field is left again.
    this.held.update((draft) => ({
      ...draft,
      texts: { ...draft.texts, [path]: text },
      left: draft.left.filter((one) => one !== path),
    }));
  }

  leave(path: FieldPath): void {
    if (this.held().left.includes(path)) return;
    this.held.update((draft) => ({ ...draft, left: [...draft.left, path] }));
  }

  clear(): void {
    this.held.set(blank());
  }

  /** Saves the form, whatever the rules say, and goes on to the next TPS; a refused one stays. */
  async save(): Promise<Outcome | null> {
    const [contest, tps, draft] = [this.contest(), this.at(), this.held()];
    if (contest === null || tps === null || this.saving() || isBlankDraft(draft)) return null;
    this.saving.set(true);
    const body = { id: draft.id, form: formOf(contest, draft.texts) };
    const answer = await this.outbox.send({ contest: contest.id, tps, body });
    this.saving.set(false);
    const outcome: Outcome = answer.isOk
      ? { kind: 'saved', tps, answer: answer.value, form: { contest: contest.id, tps, texts: draft.texts } }
      : { kind: answer.isKept ? 'kept' : 'refused', tps, failure: answer.failure.code };
    this.told.set(outcome);
    if (outcome.kind === 'refused') {
      // The server knows the id with other figures, or not at all: what is mended is a new reading.
      this.held.update((now) => ({ ...now, id: newCommandId() }));
      return outcome;
    }
    this.finish(contest, tps);
    return outcome;
  }

  /** Takes a reading back that the server refused later. */
  mend({ contest, tps, body }: UnsentEntry): void {
    this.outbox.takeBack(body.id);
    this.reopen({ contest, tps, texts: textsOf(CHasil.parse(body.form)) });
  }

  /** Opens a form of this person again, with the own figures. */
  reopen({ contest, tps, texts }: SavedForm): void {
    const person = this.session.person()?.id;
    if (person === undefined) return;
    const left = Object.keys(texts).filter((path) => texts[path] !== '');
    writeDraft({ person, contest, tps }, { id: newCommandId(), texts, left });
    this.chosen.set(contest);
    this.told.set(null);
    this.open(tps, this.work.region() ?? tps);
  }

  retry(): void {
    this.outbox.retryNow();
  }

  private finish(contest: Contest, tps: string): void {
    const key = this.keyOf(tps);
    const region = this.work.region();
    this.work.markDone(tps);
    const next = this.work.nextAfter(tps);
    // First away from the form: what is emptied then is no draft any more.
    this.at.set(null);
    this.held.set(blank());
    if (key !== null) dropDraft(key);
    if (next !== null) this.open(next, region ?? next);
    else this.remember(region ?? contest.regions[0] ?? '', null);
  }

  private goThrough(region: string): void {
    const contest = this.contest();
    if (contest === null) return;
    this.at.set(null);
    this.held.set(blank());
    this.remember(region, null);
    void this.work.goThrough(contest, region).then(() => {
      const next = this.work.nextAfter(null);
      if (this.at() === null && this.work.region() === region && next !== null) this.open(next, region);
    });
  }

  /** A regent's contest is that of the regency in which the TPS lies. */
  private toContestAt(code: string): void {
    const contest = this.contest();
    if (contest === null || isOf(contest, code)) return;
    const here = (this.contests() ?? []).filter((one) => isOf(one, code));
    this.chosen.set((here.find((one) => one.code === contest.code) ?? here[0] ?? contest).id);
  }

  private remember(area: string, tps: string | null): void {
    const contest = this.contest();
    const person = this.session.person()?.id;
    if (contest !== null && person !== undefined) writePlace(person, { contest: contest.id, area, tps });
  }

  private keyOf(tps: string): DraftKey | null {
    const [contest, person] = [this.contest(), this.session.person()];
    return contest === null || person === null ? null : { person: person.id, contest: contest.id, tps };
  }
}

function blank(): EntryDraft {
  return { id: newCommandId(), texts: {}, left: [] };
}
