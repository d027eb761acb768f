import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { IncidentRow } from '@posko/contracts';
import { kindRules } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Failure } from '../shell/board-store';
import { CallOutbox } from '../shell/call-outbox';
import type { UnsentCall } from '../shell/call-outbox';
import { IncidentPolicyStore } from '../shell/incident-policy-store';
import { draftOf, emptyDraft, isBlank, missingIn, readDraft, requestOf, writeDraft } from './intake-draft';
import type { Draft } from './intake-draft';
import { PlaceFinder } from './place-in-text';
import { recognise } from './recognise';
import type { Recognised } from './recognise';

/** What became of a call. `kept`: not sent yet, tried again by itself. */
export type Outcome =
  | { readonly kind: 'saved'; readonly number: number; readonly receipt: string; readonly ms: number }
  | { readonly kind: 'attached'; readonly number: number; readonly receipt: string }
  | { readonly kind: 'kept' | 'refused'; readonly failure: Failure['code'] };

const RECEIPT_MS = 5_000;
/** A stale version is of no importance to a remark: it is added to whatever the incident is now. */
const ATTACH_TRIES = 3;

/** The call that is being typed, and what becomes of it. */
@Injectable()
export class IntakeStore {
  private readonly api = inject(API);
  private readonly outbox = inject(CallOutbox);
  private readonly tree = inject(BoardStore).tree;
  private readonly policy = inject(IncidentPolicyStore).policy;
  private readonly held = signal<Draft>(readDraft() ?? emptyDraft(newCommandId()));
  private readonly told = signal<Outcome | null>(null);
  private readonly saving = signal(false);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly attachIds = new Map<string, string>();
  private readonly finder = computed(() => {
    const tree = this.tree();
    return tree === null ? null : new PlaceFinder(tree);
  });

  readonly draft = this.held.asReadonly();
  readonly isBlank = computed(() => isBlank(this.held()));
  readonly missing = computed(() => missingIn(this.held()));
  readonly outcome = this.told.asReadonly();
  readonly isSaving = this.saving.asReadonly();
  readonly unsent = this.outbox.calls;
  /** Severity that the call will have; null before the kind is chosen. */
  readonly severity = computed(() => {
    const { kind, severity } = this.held();
    return kind === null ? null : (severity ?? this.policy().kinds[kind].severity);
  });
  /** Time (ms) within which the first answer is due. */
  readonly answerMs = computed(() => {
    const [{ kind }, severity, policy] = [this.held(), this.severity(), this.policy()];
    if (kind === null || severity === null) return null;
    const own = policy.kinds[kind];
    const minutes = own.severity === severity ? own.answerMinutes : (policy.answerMinutes[severity - 1] ?? 0);
    return minutes * 60_000;
  });
  /** Whom the kind is handed to, mostly. */
  readonly referral = computed(() => {
    const { kind } = this.held();
    return kind === null ? null : (kindRules(kind).refer ?? null);
  });

  constructor() {
    effect(() => writeDraft(this.held()));
    inject(DestroyRef).onDestroy(() => {
      if (this.timer !== null) clearTimeout(this.timer);
    });
  }

  change(change: Partial<Draft>): void {
    this.held.update((before) => ({ ...before, startedAt: before.startedAt ?? Date.now(), ...change }));
  }

  chooseKind(kind: IncidentKind, kindText: string): void {
    this.change({ kind, kindText, severity: null });
  }

  /** Takes from a pasted message what the form does not have yet; the answer tells what that was. */
  fill(text: string, texts: { place: (code: string) => string; kind: (kind: IncidentKind) => string }): Recognised {
    const found = recognise(text, untracked(this.finder));
    const before = this.held();
    const { place, kind } = found;
    this.change({
      ...(before.place !== null || place.words === ''
        ? {}
        : { place: place.code, placeText: place.code === null ? place.words : texts.place(place.code) }),
      ...(before.kind !== null || kind === null ? {} : { kind, kindText: texts.kind(kind) }),
      ...(before.phone !== '' || found.phone === null ? {} : { phone: found.phone }),
      ...(before.caller !== '' || found.caller === null ? {} : { caller: found.caller }),
      note: [before.note.trim(), `${stampOf(found.at)}${found.note}`].filter((part) => part !== '').join('\n'),
    });
    return found;
  }

  restore(draft: Draft): void {
    this.held.set(draft);
  }

  clear(): Draft {
    const before = this.held();
    this.held.set(emptyDraft(newCommandId()));
    return before;
  }

  /** Saves the call; on anything but a refusal the form is new afterwards. */
  async save(): Promise<Outcome | null> {
    const draft = this.held();
    const request = requestOf(draft);
    if (request === null || this.saving()) return null;
    this.saving.set(true);
    const sending = this.outbox.send(request);
    const answer = await sending;
    this.saving.set(false);
    if (answer.isOk) {
      this.clear();
      const { receipt, incident } = answer.value;
      const ms = Date.now() - (draft.startedAt ?? Date.now());
      return this.tell({ kind: 'saved', number: incident.number, receipt, ms });
    }
    const isKept = this.outbox.calls().some(({ body }) => body.id === draft.id);
    if (isKept) this.clear();
    return this.tell({ kind: isKept ? 'kept' : 'refused', failure: answer.failure.code });
  }

  /** The call is about an incident that is open: a remark there, instead of another one. */
  async attachTo(row: IncidentRow, comment: string): Promise<Outcome> {
    const { attachments, id: call } = this.held();
    // The same however often it is sent: a remark that arrived is not made twice.
    const key = `${call} ${row.id}`;
    const id = this.attachIds.get(key) ?? newCommandId();
    this.attachIds.set(key, id);
    const addAttachments = attachments.map(({ sha256 }) => sha256);
    let { version } = row;
    for (let turn = 1; ; turn++) {
      const body = { id, version, comment, ...(addAttachments.length === 0 ? {} : { addAttachments }) };
      const answer = await this.api.call('changeIncident', { params: { incidentId: row.id }, body });
      if (answer.isOk) {
        this.clear();
        return this.tell({ kind: 'attached', number: row.number, receipt: answer.value.receipt });
      }
      const current = answer.failure.code === 'stale-version' ? await this.versionOf(row.id) : null;
      if (current === null || turn === ATTACH_TRIES)
        return this.tell({ kind: 'refused', failure: answer.failure.code });
      version = current;
    }
  }

  /** Takes a call that was refused later back into the form, if that is free. */
  mend(call: UnsentCall, texts: { place: string; kind: string }): void {
    if (!this.isBlank()) return;
    const back = this.outbox.takeBack(call.body.id);
    if (back !== null) this.held.set(draftOf({ ...back.body, id: newCommandId() }, texts));
  }

  private async versionOf(incidentId: string): Promise<number | null> {
    const answer = await this.api.call('incident', { params: { incidentId } });
    return answer.isOk ? answer.value.incident.version : null;
  }

  private tell(outcome: Outcome): Outcome {
    this.told.set(outcome);
    if (this.timer !== null) clearTimeout(this.timer);
    if (outcome.kind !== 'refused') this.timer = setTimeout(() => this.told.set(null), RECEIPT_MS);
    return outcome;
  }
}

/** When a message was written, before what it says: `[27/11 07.41] `. */
function stampOf(at: string | null): string {
  return at === null ? '' : `[${at.slice(8, 10)}/${at.slice(5, 7)} ${at.slice(11).replace(':', '.')}] `;
}
