import type { IncidentPatch } from '@posko/contracts';
import type { Incident } from '@posko/domain';
import type { PlannedCall } from '../scenario/calls';
import { handlingOf } from '../scenario/handling';
import type { HandlingStep } from '../scenario/handling';
import { RandomStream, commandId } from '../scenario/stream';
import type { Task } from './agenda';
import type { IncidentOutcome } from './api';
import type { DeskRoom } from './desk';
import type { Acknowledgement, DeskLedger } from './desk-ledger';
import type { Persistence } from './persistence';

/** What everyone at the desk works with. */
export interface Office {
  readonly room: DeskRoom;
  readonly persistence: Persistence;
  readonly ledger: DeskLedger;
  readonly add: (task: Task) => void;
}

const MINUTE_MS = 60_000;
/** Others change the same incident: the clock that escalates it, or people who take part in the rehearsal. */
const STALE_ATTEMPTS = 5;

interface Handling {
  readonly call: PlannedCall;
  readonly steps: readonly HandlingStep[];
  /** Who has it from here on. */
  readonly operator: number;
  readonly incident: Incident;
}

/** Logs calls and does, in time, what each of them needs. */
export class CallHandler {
  constructor(
    private readonly office: Office,
    private readonly seed: number,
  ) {}

  async log(call: PlannedCall): Promise<void> {
    const { ledger, persistence, room } = this.office;
    const { tps, kind, note, phone, subject } = call;
    const stream = new RandomStream(this.seed, `${subject}/operators`);
    const [logs, handles] = [stream.below(room.api.desk.operators), stream.below(room.api.desk.operators)];
    const request = { id: commandId(this.seed, subject), tps, kind, note, phone };
    const delivered = await persistence.deliver(() => room.api.desk.openIncident(logs, request));
    const acknowledged = this.accept(delivered, subject);
    if (acknowledged === null) return;
    ledger.opened(call, acknowledged.answer, acknowledged.elapsedMs);
    const { incident } = acknowledged.answer;
    this.plan({ call, steps: handlingOf(this.seed, call), operator: handles, incident }, 0);
  }

  private plan(handling: Handling, index: number): void {
    const step = handling.steps[index];
    if (step === undefined) return;
    const dueAt = handling.call.dueAt + step.afterMinutes * MINUTE_MS;
    this.office.add({ dueAt, run: () => this.step(handling, index, step.change) });
  }

  private async step(handling: Handling, index: number, change: HandlingStep['change']): Promise<void> {
    const { subject } = handling.call;
    // The first call about it was refused, or its answer never came: then there is nothing to be a duplicate of.
    if (change.duplicateOf !== undefined && !this.office.ledger.incidents.has(change.duplicateOf)) return;
    const done = await this.changeAnyVersion(handling, (version) => ({
      ...change,
      id: commandId(this.seed, `${subject}#${index}v${version}`),
      version,
    }));
    if (done === null) return;
    this.office.ledger.progressed(done.answer, done.elapsedMs);
    this.plan({ ...handling, incident: done.answer.incident }, index + 1);
  }

  /** Whoever was before us is heard first; then it is done to the incident as it stands. */
  private async changeAnyVersion(
    { call, operator, incident }: Handling,
    patchFor: (version: number) => IncidentPatch,
  ): Promise<Acknowledged | null> {
    const { persistence, ledger, room } = this.office;
    let { version } = incident;
    for (let attempt = 0; attempt < STALE_ATTEMPTS; attempt++) {
      const patch = patchFor(version);
      const delivered = await persistence.deliver(() => room.api.desk.changeIncident(operator, incident.id, patch));
      if (delivered?.answer.kind !== 'stale') return this.accept(delivered, call.subject);
      ledger.stale++;
      version = delivered.answer.current.version;
    }
    ledger.refuse('stale-version', call.subject);
    return null;
  }

  private accept(delivered: Delivered, subject: string): Acknowledged | null {
    if (delivered === null) return null;
    const { answer, elapsedMs } = delivered;
    if (answer.kind === 'accepted' || answer.kind === 'repeated') return { answer, elapsedMs };
    this.office.ledger.refuse(answer.kind === 'refused' ? answer.code : 'stale-version', subject);
    return null;
  }
}

interface Acknowledged {
  readonly answer: Acknowledgement;
  readonly elapsedMs: number;
}

type Delivered = { answer: Exclude<IncidentOutcome, { kind: 'failed' }>; elapsedMs: number } | null;
