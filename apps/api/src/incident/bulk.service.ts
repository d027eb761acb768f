import { Injectable } from '@nestjs/common';
import type { BulkAnswer, BulkRequest } from '@posko/contracts';
import type { JournalBody } from '@posko/domain';
import type * as z from 'zod';
import { ApiError } from '../platform/http/api-error';
import { requestHash, stableId } from '../platform/journal/chain';
import type { Outcome } from '../platform/journal/journal-types';
import type { Acting } from './incident-aggregate';
import { IncidentReferences } from './incident-references';
import { IncidentService } from './incident.service';
import type { ChangeOrder } from './incident.service';
import { ParentService } from './parent.service';

type BulkCommand = z.output<typeof BulkRequest>;

/** The same change to many incidents, each decided by itself. */
@Injectable()
export class BulkService {
  constructor(
    private readonly incidents: IncidentService,
    private readonly parents: ParentService,
    private readonly references: IncidentReferences,
  ) {}

  /** The first one's command has the id of the whole, so that another body under the same id is found out. */
  async change(command: BulkCommand, acting: Acting): Promise<{ answer: BulkAnswer; isRepeat: boolean }> {
    const { id, items } = command;
    const { withChildren = false, ...changes } = command.change;
    const wish = await this.references.wish(changes, acting);
    const { change, comment } = wish;
    const hash = requestHash('incident.bulk', '', { items, change, comment, withChildren });
    const orders = items.map(({ id: incident, version }, n) => ({
      incident,
      order: { id: n === 0 ? id : stableId(`${id} ${incident}`), hash, wish: { ...wish, version } },
    }));
    const outcomes = withChildren ? await this.leadAll(orders) : await this.orderAll(orders);
    const [lead] = outcomes;
    if (lead !== undefined && 'refused' in lead && lead.refused === 'idempotency-conflict')
      throw new ApiError(lead.refused);
    const accepted = outcomes.filter((outcome) => 'entry' in outcome);
    const seq = Math.max(0, ...accepted.map(({ entry }) => entry.seq));
    const results = outcomes.map((outcome, n) => resultOf(items[n]?.id ?? '', outcome));
    return { answer: { seq, results }, isRepeat: accepted.length > 0 && accepted.every(({ isRepeat }) => isRepeat) };
  }

  /** The others wait for the first: a conflict there is one of the whole. */
  private async orderAll([first, ...others]: readonly Ordered[]): Promise<Outcome[]> {
    if (first === undefined) return [];
    const lead = await this.incidents.order(first.incident, first.order);
    if ('refused' in lead && lead.refused === 'idempotency-conflict') return [lead];
    return [lead, ...(await Promise.all(others.map(({ incident, order }) => this.incidents.order(incident, order))))];
  }

  /** One after the other: each takes its children along in a transaction of its own. */
  private async leadAll(orders: readonly Ordered[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const { incident, order } of orders) {
      const outcome = await this.parents.order(incident, order).catch(refusedBy);
      outcomes.push(outcome);
      if ('refused' in outcome && outcome.refused === 'idempotency-conflict') return outcomes;
    }
    return outcomes;
  }
}

interface Ordered {
  readonly incident: string;
  readonly order: ChangeOrder;
}

/** What was refused is an outcome; anything else is none of ours. */
function refusedBy(error: unknown): Outcome {
  if (!(error instanceof ApiError)) throw error;
  return { refused: error.code, params: error.params };
}

function resultOf(id: string, outcome: Outcome): BulkAnswer['results'][number] {
  if ('refused' in outcome) return { id, version: null, refused: outcome.refused };
  const { incident } = outcome.entry.body as JournalBody<'incident.changed.v1'>;
  return { id, version: incident.version, refused: null };
}
