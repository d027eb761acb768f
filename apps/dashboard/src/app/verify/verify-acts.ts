import { Injectable, computed, inject, signal } from '@angular/core';
import type { Decision, DecisionType, HoldCode } from '@posko/domain';
import { HOLD_REASONS, RULES, isError } from '@posko/domain';
import { injectText, verifyMessages } from '@posko/ui';
import { Places } from '../shell/places';
import type { Saying } from './verify-decision';
import { TAB_STATES, VerifyQueue } from './verify-queue-store';
import { VerifyStore } from './verify-store';

/** What is told of a decision, or of one that was not possible. */
export interface Said {
  readonly text: string;
  readonly isBad: boolean;
}

/** Decisions, from the key to the next form: what may be decided, the words for it, and what came of it. */
@Injectable()
export class VerifyActs {
  private readonly store = inject(VerifyStore);
  private readonly queue = inject(VerifyQueue);
  private readonly places = inject(Places);
  private readonly t = injectText(verifyMessages);
  private readonly wanted = signal<DecisionType | null>(null);
  private readonly editing = signal<'resolve' | 'correct' | null>(null);
  private readonly told = signal<Said | null>(null);
  private readonly failed = signal('');
  private readonly reasons = new Map<DecisionType, string>();

  /** Decision whose words are asked for. */
  readonly asking = this.wanted.asReadonly();
  /** The figures are being changed, for this decision. */
  readonly isEditing = computed(() => this.editing() !== null);
  readonly said = this.told.asReadonly();
  readonly failure = this.failed.asReadonly();
  /** Rules of the form that nobody has explained. */
  readonly explainable = computed<readonly HoldCode[]>(() => {
    const result = this.store.result();
    const open = (result?.codes ?? []).filter((code) => result?.explanations[code] === undefined);
    return [...open.filter((code) => !isError(code)), ...open.filter(isError)];
  });

  lastReason(type: DecisionType): string {
    return this.reasons.get(type) ?? '';
  }

  /** The decision that is due, if any; while figures are changed, the one that they are changed for. */
  askDue(): void {
    const type = this.editing() ?? this.store.due();
    if (type !== null) this.ask(type);
  }

  /** Asks for the words of a decision, or says why it cannot be made. */
  ask(type: DecisionType): void {
    const refusal = this.store.refusal(type);
    const state = this.t(`verify.state.${this.store.result()?.state ?? 'empty'}`);
    this.told.set(refusal === null ? null : { text: this.t(`verify.refused.${refusal}`, { state }), isBad: true });
    if (refusal !== null) return;
    if (type === 'explain' && this.explainable().length === 0) return;
    if (type === 'resolve' && this.store.undecided() > 0) {
      this.told.set({ text: this.t('verify.undecided'), isBad: true });
      return;
    }
    this.failed.set('');
    this.wanted.set(type);
  }

  /** Lets the figures be changed, to decide on them or to correct what was published. */
  edit(type: 'resolve' | 'correct'): boolean {
    const refusal = this.store.refusal(type);
    if (refusal === null) this.editing.set(type);
    else this.ask(type);
    return refusal === null;
  }

  /** One step back: from the words to the figures, from these to the form as it is. */
  cancel(): void {
    if (this.wanted() !== null) this.wanted.set(null);
    else if (this.editing() !== null) this.leave();
    else this.told.set(null);
  }

  /** Another form: nothing of the last one stays. */
  leave(): void {
    this.wanted.set(null);
    this.editing.set(null);
    this.store.undo();
  }

  /** Sends the decision. Resolves to the TPS that has left the list, or null where the form stays. */
  async say(saying: Saying, tab: keyof typeof TAB_STATES): Promise<string | null> {
    const [type, tps] = [this.wanted(), this.store.result()?.tps];
    const decision = type === null ? null : this.decisionOf(type, saying);
    if (type === null || decision === null || tps === undefined) return null;
    const decided = await this.store.decide(decision);
    switch (decided.kind) {
      case 'stale':
        this.wanted.set(null);
        this.told.set({ text: this.t('verify.stale'), isBad: true });
        return null;
      case 'failed':
        this.failed.set(this.t('verify.failed', { why: this.t(`error.${decided.failure.code}`) }));
        return null;
      case 'done': {
        const { receipt, state } = decided.answer;
        this.reasons.set(type, saying.reason);
        const words = { tps: this.places.nameOf(tps), state: this.t(`verify.state.${state}`), receipt };
        this.told.set({ text: this.t('verify.sent', words), isBad: false });
        this.wanted.set(null);
        this.editing.set(null);
        if (TAB_STATES[tab].includes(state)) {
          await this.store.again();
          return null;
        }
        this.queue.drop(tps);
        return tps;
      }
      default:
        return decided satisfies never;
    }
  }

  private decisionOf(type: DecisionType, { reason, document, code }: Saying): Decision | null {
    const form = this.store.formChosen();
    switch (type) {
      case 'resolve':
        return form === null ? null : { type, form, reason };
      case 'correct':
        return form === null ? null : { type, form, reason, document };
      case 'withdraw':
        return { type, reason, document };
      case 'hold': {
        const cause = HOLD_REASONS.find((one) => one === code);
        return cause === undefined ? null : { type, code: cause, reason };
      }
      case 'explain': {
        const rule = RULES.find((one) => one === code);
        return rule === undefined ? null : { type, code: rule, reason };
      }
      case 'confirm':
      case 'release':
      case 'publish':
        return { type, reason };
      default:
        return type satisfies never;
    }
  }
}
