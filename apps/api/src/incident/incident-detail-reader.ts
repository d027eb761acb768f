import { Injectable } from '@nestjs/common';
import type { IncidentDetail, IncidentRow } from '@posko/contracts';
import { incidentRowOf } from '@posko/contracts';
import { isoTime, may } from '@posko/domain';
import type { Incident, Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { ApiError } from '../platform/http/api-error';
import { IncidentDetailRepository } from './incident-detail.repository';
import { IncidentPresenceService } from './incident-presence.service';
import { IncidentQueueRepository } from './incident-queue.repository';
import { IncidentReferences } from './incident-references';
import { IncidentRepository } from './incident.repository';

const RELATED_LIMIT = 50;
const CHILDREN_LIMIT = 500;

/** One incident with everything around it, as far as the person may read that. */
@Injectable()
export class IncidentDetailReader {
  constructor(
    private readonly queue: IncidentQueueRepository,
    private readonly details: IncidentDetailRepository,
    private readonly incidents: IncidentRepository,
    private readonly presence: IncidentPresenceService,
    private readonly references: IncidentReferences,
    private readonly clock: ClockService,
  ) {}

  async detail(id: string, person: Person): Promise<IncidentDetail> {
    const seq = await this.queue.seq();
    const incident = await this.incidents.one(id);
    if (incident === null) throw new ApiError('incident-not-found');
    requirePermission(person, 'incident.read', incident.place);
    const [history, children, duplicates, related, attachments, presence] = await Promise.all([
      this.details.history(id),
      this.details.children(id, CHILDREN_LIMIT),
      this.details.duplicates(id, RELATED_LIMIT),
      this.details.related(incident, RELATED_LIMIT),
      this.details.attachments(incident.attachments),
      this.presence.of(id),
    ]);
    const seen = (rows: readonly Incident[]): IncidentRow[] =>
      rows.filter(({ place }) => may(person, 'incident.read', place)).map((incident) => incidentRowOf(incident, true));
    return {
      ...{ seq, at: isoTime(this.clock.now()), incident, path: this.references.pathOf(incident.place), history },
      ...{ children: seen(children), duplicates: seen(duplicates), related: seen(related), attachments, presence },
    };
  }
}
