import { Inject, Injectable } from '@nestjs/common';
import type { IncidentAnswer, IncidentCommand, IncidentPatchCommand } from '@posko/contracts';
import { receiptOf } from '@posko/domain';
import type { IncidentPolicy, JournalBody } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ApiError } from '../platform/http/api-error';
import { INCIDENT_POLICY } from '../platform/incident/incident-policy';
import { requestHash, stableId } from '../platform/journal/chain';
import type { CommandQueue } from '../platform/journal/command-queue';
import type { Accepted, Outcome } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { decideWith, targetsOf } from './incident-aggregate';
import type { Acting, ChangeWish, IncidentWish } from './incident-aggregate';
import { IncidentDetailRepository } from './incident-detail.repository';
import { IncidentReferences } from './incident-references';
import type { IncidentState } from './incident-state';
import { IncidentRepository } from './incident.repository';

/** What a command came to, and whether it had been given before. */
export interface IncidentAnswered {
  readonly answer: IncidentAnswer;
  readonly isRepeat: boolean;
}

/** A change that is understood, under the id and hash of its command. */
export interface ChangeOrder {
  readonly id: string;
  readonly hash: string;
  readonly wish: ChangeWish;
}

/** Commands on single incidents. Each is answered once it is in the journal and on disk. */
@Injectable()
export class IncidentService {
  private readonly queue: CommandQueue<IncidentWish, IncidentState>;

  constructor(
    @Inject(JournalWriter) writer: JournalWriter,
    @Inject(IncidentRepository) incidents: IncidentRepository,
    @Inject(INCIDENT_POLICY) policy: IncidentPolicy,
    @Inject(IncidentReferences) private readonly references: IncidentReferences,
    @Inject(IncidentDetailRepository) private readonly details: IncidentDetailRepository,
  ) {
    this.queue = writer.queueFor({
      load: (client, ids) => incidents.load(client, ids),
      decide: decideWith(policy),
      save: (client, states) => incidents.save(client, states),
    });
  }

  async open(command: IncidentCommand, { person, actor }: Acting): Promise<IncidentAnswered> {
    const place = this.references.place(command);
    requirePermission(person, 'incident.write', place);
    await this.references.attachments(command.attachments);
    const { id, tps: _, region: __, ...said } = command;
    const hash = requestHash('incident.open', place, said);
    const payload: IncidentWish = { type: 'open', opening: { ...said, id, place }, actor, person };
    return answered(await this.queue.submit({ id, requestHash: hash, subject: id, also: targetsOf(said), payload }));
  }

  async change(incident: string, patch: IncidentPatchCommand, acting: Acting): Promise<IncidentAnswered> {
    const { id, version, withChildren: _, ...changes } = patch;
    const wish = { ...(await this.references.wish(changes, acting)), version };
    const outcome = await this.order(incident, { id, hash: changeHash('incident.change', incident, wish), wish });
    return answered(await this.withHistory(outcome, incident, version));
  }

  /** The same, as understood already. */
  order(incident: string, { id, hash, wish }: ChangeOrder): Promise<Outcome> {
    const also = targetsOf(wish.change);
    return this.queue.submit({ id, requestHash: hash, subject: incident, also, payload: wish });
  }

  /** Gives an incident to the next tier, unless someone has acted since. The same on every instance: one of them does it. */
  async escalate(incident: string, version: number): Promise<boolean> {
    const route = `incident.escalated ${incident} ${version}`;
    const command = { id: stableId(route), requestHash: requestHash(route, incident, version), subject: incident };
    const outcome = await this.queue.submit({ ...command, payload: { type: 'escalate', version } });
    return 'entry' in outcome && !outcome.isRepeat;
  }

  /** Whoever comes too late is told what happened since. */
  private async withHistory(outcome: Outcome, incident: string, version: number): Promise<Outcome> {
    if (!('refused' in outcome) || outcome.refused !== 'stale-version') return outcome;
    const history = await this.details.history(incident, version);
    return { ...outcome, params: { ...outcome.params, history } };
  }
}

/** What tells a repeat from another change under the same id; who sent it does not. */
export function changeHash(route: string, incident: string, { version, change, comment }: ChangeWish): string {
  return requestHash(route, incident, { version, change, comment });
}

function answered(outcome: Outcome): IncidentAnswered {
  if ('refused' in outcome) throw new ApiError(outcome.refused, outcome.params);
  return { answer: incidentAnswer(outcome), isRepeat: outcome.isRepeat };
}

export function incidentAnswer(accepted: Accepted): IncidentAnswer {
  const { entry, hash } = accepted;
  return { seq: entry.seq, receipt: receiptOf(entry.seq, Buffer.from(hash, 'hex')), incident: incidentOf(accepted) };
}

function incidentOf({ entry }: Accepted): IncidentAnswer['incident'] {
  return (entry.body as JournalBody<'incident.opened.v1'>).incident;
}
