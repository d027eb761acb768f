import { Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { Contest, Decision, DecisionType, FieldPath, Finding } from '@posko/domain';
import { API } from '../shell/api-store';
import type { Failure, ResponseOf } from '../shell/api-store';
import { ContestStore } from '../shell/contest-store';
import { formOf } from '../shell/form-figures';
import type { FormTexts } from '../shell/form-figures';
import { formLayout } from '../shell/form-layout';
import type { TypedFigure } from '../shell/form-sheet';
import { SessionStore } from '../shell/session-store';
import type { Meanwhile, Refusal, Source, Viewed } from './verify-case';
import {
  changedPaths,
  dueDecision,
  meanwhileOf,
  refusalOf,
  sourcesOf,
  startingTexts,
  verifierFindings,
} from './verify-case';

type Detail = ResponseOf<'result'>;
type Sent = ResponseOf<'decideResult'>;

/** A figure on which readings differ. */
export interface Difference {
  readonly path: FieldPath;
  /** What each source says, in the order of the sources. */
  readonly values: readonly string[];
  /** What was decided on; null before that. */
  readonly chosen: string | null;
}

export type Decided =
  | { readonly kind: 'done'; readonly answer: Sent }
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One result that is looked at: its readings, what was chosen of them so far, and what is decided. */
@Injectable()
export class VerifyStore {
  private readonly api = inject(API);
  private readonly contests = inject(ContestStore);
  private readonly session = inject(SessionStore);
  private readonly wanted = signal<{ readonly contest: string; readonly tps: string } | null>(null);
  private readonly held = signal<Detail | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private readonly typed = signal<FormTexts>({});
  private readonly taken = signal<ReadonlySet<FieldPath>>(new Set());
  private readonly at = signal(0);
  private readonly changed = signal<Meanwhile | null>(null);
  private readonly sending = signal(false);
  /** Of the decision on its way: the same until it is answered. */
  private command: { readonly key: string; readonly id: string } | null = null;

  readonly detail = this.held.asReadonly();
  readonly result = computed(() => this.held()?.result ?? null);
  readonly failure = this.failed.asReadonly();
  readonly texts = this.typed.asReadonly();
  readonly cursor = this.at.asReadonly();
  /** What happened to it while it was looked at. */
  readonly meanwhile = this.changed.asReadonly();
  readonly isSending = this.sending.asReadonly();
  readonly contest = computed<Contest | null>(() => this.contests.find(this.held()?.result.contest));
  readonly layout = computed(() => {
    const contest = this.contest();
    return contest === null ? [] : formLayout(contest);
  });
  readonly sources = computed<Source[]>(() => {
    const result = this.result();
    return result === null ? [] : sourcesOf(result);
  });
  readonly differences = computed<Difference[]>(() => {
    const [sources, taken, texts] = [this.sources(), this.taken(), this.typed()];
    return (this.result()?.differences ?? []).map((path) => ({
      path,
      values: sources.map((source) => source.texts[path] ?? ''),
      chosen: taken.has(path) ? (texts[path] ?? '') : null,
    }));
  });
  readonly undecided = computed(() => this.differences().filter(({ chosen }) => chosen === null).length);
  private readonly start = computed<FormTexts>(() => {
    const [result, contest] = [this.result(), this.contest()];
    return result === null || contest === null ? {} : startingTexts(result, contest);
  });
  readonly changes = computed(() => new Set(changedPaths(this.start(), this.typed())));
  readonly findings = computed<Finding[]>(() => {
    const [result, contest, texts] = [this.result(), this.contest(), this.typed()];
    return result?.form && contest !== null ? verifierFindings(result, contest, texts) : [];
  });
  private readonly viewed = computed<Viewed | null>(() => {
    const [result, contest, person] = [this.result(), this.contest(), this.session.person()];
    return result === null || contest === null || person === null ? null : { result, contest, person };
  });
  readonly due = computed<DecisionType | null>(() => {
    const viewed = this.viewed();
    return viewed === null ? null : dueDecision(viewed, this.changes().size > 0);
  });

  /** Why this cannot be decided, or null. */
  refusal(type: DecisionType): Refusal | null {
    const viewed = this.viewed();
    return viewed === null ? 'state' : refusalOf(viewed, type);
  }

  async open(contest: string, tps: string): Promise<void> {
    const wanted = { contest, tps };
    this.wanted.set(wanted);
    this.held.set(null);
    this.failed.set(null);
    this.changed.set(null);
    this.at.set(0);
    const answer = await this.read(contest, tps);
    if (this.wanted() !== wanted) return;
    if (!answer.isOk) this.failed.set(answer.failure);
    else this.begin(answer.value);
  }

  close(): void {
    this.wanted.set(null);
    this.held.set(null);
  }

  /** Goes to a figure on which the readings differ. */
  goTo(index: number): void {
    this.at.set(Math.max(0, Math.min(this.differences().length - 1, index)));
  }

  /** Takes a source's figure for the one the cursor is at, and goes on to the next that is open. */
  take(source: number, index = this.at()): void {
    const difference = this.differences()[index];
    const value = difference?.values[source];
    if (difference !== undefined && value !== undefined) this.choose(difference.path, value);
  }

  takeAll(source: number): void {
    for (const { path, values } of this.differences()) {
      const value = values[source];
      if (value !== undefined) this.choose(path, value);
    }
  }

  /** Another figure than anybody read. */
  choose(path: FieldPath, text: string): void {
    this.typed.update((before) => ({ ...before, [path]: text }));
    this.taken.update((before) => new Set([...before, path]));
    const open = this.differences().findIndex(({ chosen }) => chosen === null);
    if (open >= 0) this.at.set(open);
  }

  type({ path, text }: TypedFigure): void {
    this.typed.update((before) => ({ ...before, [path]: text }));
    this.taken.update((before) => new Set([...before, path]));
  }

  /** Back to the figures as they are. */
  undo(): void {
    this.typed.set(this.start());
    this.taken.set(new Set());
    this.at.set(0);
  }

  /** The form as it is chosen. */
  formChosen(): ReturnType<typeof formOf> | null {
    const contest = this.contest();
    return contest === null ? null : formOf(contest, this.typed());
  }

  /** Decides for the version that is looked at; a stale one is read again, with what was chosen kept. */
  async decide(decision: Decision): Promise<Decided> {
    const detail = this.held();
    if (detail === null || this.sending()) return { kind: 'failed', failure: { code: 'not-ready' } };
    const { contest, tps, version } = detail.result;
    this.sending.set(true);
    const body = { id: this.idOf({ decision, version, tps }), version, decision };
    const answer = await this.api.call('decideResult', { params: { contest, tpsCode: tps }, body });
    this.sending.set(false);
    if (answer.isOk) {
      this.command = null;
      return { kind: 'done', answer: answer.value };
    }
    if (answer.failure.code !== 'stale-version') return { kind: 'failed', failure: answer.failure };
    await this.catchUp(detail);
    return { kind: 'stale' };
  }

  /** Looks again at what it is now. */
  async again(): Promise<void> {
    const wanted = this.wanted();
    if (wanted !== null) await this.open(wanted.contest, wanted.tps);
  }

  private async catchUp(before: Detail): Promise<void> {
    const { contest, tps } = before.result;
    const [wanted, chosen, taken] = [this.wanted(), this.typed(), this.taken()];
    const answer = await this.read(contest, tps);
    if (!answer.isOk || this.wanted() !== wanted) return;
    this.begin(answer.value);
    this.changed.set(meanwhileOf(before, answer.value));
    const kept = [...taken].map((path) => [path, chosen[path] ?? ''] as const);
    this.typed.update((now) => ({ ...now, ...Object.fromEntries(kept) }));
    this.taken.set(taken);
  }

  private begin(detail: Detail): void {
    this.held.set(detail);
    this.undo();
  }

  private read(contest: string, tps: string): ReturnType<typeof this.api.call<'result'>> {
    return this.api.call('result', { params: { contest, tpsCode: tps } });
  }

  /** Sent again after a lost answer, it is the same command. */
  private idOf(what: object): string {
    const key = JSON.stringify(what);
    if (this.command?.key !== key) this.command = { key, id: newCommandId() };
    return this.command.id;
  }
}
