import type { ResultAnswer, ResultDecisionRequest } from '@posko/contracts';
import type { Contest } from '@posko/domain';
import type { PlannedForm } from '../scenario/form-plan';
import { photoOf } from '../scenario/form-photo';
import { commandId } from '../scenario/stream';
import type { RealTime } from './api';
import { drawnPhoto } from './drawn-photo';
import type { FormAnswer, HttpForms } from './http-forms';
import { READERS } from './http-forms';
import { Persistence } from './persistence';
import type { Perseverance } from './persistence';
import { Slots } from './slots';

const MAX_EXAMPLES = 5;

/** What the forms came to. */
export class FormsTally implements Perseverance {
  forms = 0;
  readings = 0;
  decisions = 0;
  photos = 0;
  /** Doubts that were found about them. */
  readonly doubts = new Map<string, number>();
  retried = 0;
  abandoned = 0;
  /** How each form stood when nothing was left to do about it. */
  readonly states = new Map<string, number>();
  readonly refused = new Map<string, { count: number; readonly examples: string[] }>();

  settle(state: string): void {
    this.forms++;
    this.states.set(state, (this.states.get(state) ?? 0) + 1);
  }

  keep(doubts: readonly string[]): void {
    this.photos++;
    for (const doubt of doubts) this.doubts.set(doubt, (this.doubts.get(doubt) ?? 0) + 1);
  }

  refuse(code: string, tps: string): void {
    const entry = this.refused.get(code) ?? { count: 0, examples: [] };
    if (entry.examples.length < MAX_EXAMPLES) entry.examples.push(tps);
    this.refused.set(code, { ...entry, count: entry.count + 1 });
  }
}

/**
 * Brings forms as a room does: two people read each, a third decides where they differ, from the paper, and confirms what stands so on
 * it. Each command is sent until it is answered, under the same id.
 */
export class FormsRunner {
  readonly tally = new FormsTally();
  private readonly slots: Slots;
  private readonly persistence: Persistence;
  private isStopped = false;
  /** The last photo that was drawn: what goes to another TPS by mistake. */
  private drawn: Buffer | null = null;

  constructor(
    private readonly room: { readonly forms: HttpForms; readonly time: RealTime },
    private readonly contest: Contest,
    private readonly options: { readonly seed: number; readonly concurrency: number; readonly photosPerMille: number },
  ) {
    this.slots = new Slots(options.concurrency);
    this.persistence = new Persistence(room.time, this.tally);
  }

  async run(plan: Iterable<PlannedForm>): Promise<void> {
    for (const form of plan) {
      if (this.isStopped) break;
      await this.slots.take();
      void this.bring(form).finally(() => this.slots.release());
    }
    await this.slots.drained();
  }

  stop(): void {
    this.isStopped = true;
    this.persistence.hurry();
  }

  private async bring(form: PlannedForm): Promise<void> {
    if (!(await this.photograph(form))) return;
    let answer: ResultAnswer | null = null;
    for (const reader of READERS) {
      const id = this.id(form.code, `reading ${reader}`);
      const body = { id, form: form.readings[reader], source: 'typist' } as const;
      answer = await this.deliver(form.code, () => this.room.forms.enter(this.place(form), body, reader));
      if (answer === null) return;
      this.tally.readings++;
    }
    for (let step = 0; answer !== null; step++) {
      const decision = decisionFor(answer, form);
      if (decision === null) break;
      const body = { id: this.id(form.code, `decision ${step}`), version: answer.version, decision };
      answer = await this.deliver(form.code, () => this.room.forms.decide(this.place(form), body));
      if (answer !== null) this.tally.decisions++;
    }
    if (answer !== null) this.tally.settle(answer.state);
  }

  /** Sends the photo of the form, where there is to be one; false where the server cannot be reached any more. */
  private async photograph({ code, paper }: PlannedForm): Promise<boolean> {
    const { seed, photosPerMille: perMille } = this.options;
    const kind = photoOf(code, { seed, contest: this.contest.id, perMille });
    if (kind === null) return true;
    const again = kind === 'duplicate' ? this.drawn : null;
    const bytes = again ?? (await drawnPhoto({ seed, code, form: paper }, kind === 'duplicate' ? 'clear' : kind));
    this.drawn = bytes;
    const place = { contest: this.contest.id, tpsCode: code };
    const delivered = await this.persistence.deliver(() => this.room.forms.photo(place, this.id(code, 'photo'), bytes));
    if (delivered === null) return false;
    const { answer } = delivered;
    if (answer.kind === 'refused') this.tally.refuse(answer.code, code);
    else this.tally.keep(answer.doubts);
    return true;
  }

  private async deliver(tps: string, send: () => Promise<FormAnswer>): Promise<ResultAnswer | null> {
    const delivered = await this.persistence.deliver(send);
    if (delivered === null) return null;
    const { answer } = delivered;
    if (answer.kind === 'accepted') return answer.result;
    this.tally.refuse(answer.code, tps);
    return null;
  }

  private place({ code }: PlannedForm): { contest: string; tpsCode: string } {
    return { contest: this.contest.id, tpsCode: code };
  }

  private id(tps: string, what: string): string {
    return commandId(this.options.seed, `${this.contest.id}/${tps}/${what}`);
  }
}

/** What a verifier with the paper in hand does next; null where nothing is left to do. */
function decisionFor({ state }: ResultAnswer, { paper }: PlannedForm): ResultDecisionRequest['decision'] | null {
  switch (state) {
    case 'differing':
      return { type: 'resolve', form: paper, reason: 'Dibaca ulang dari foto' };
    case 'held':
      return { type: 'confirm', reason: 'Demikian tertulis pada formulir' };
    case 'passed':
      return { type: 'publish', reason: 'Lulus pemeriksaan' };
    default:
      return null;
  }
}
