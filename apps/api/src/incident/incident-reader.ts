import { Injectable } from '@nestjs/common';
import type {
  IncidentDetail,
  IncidentList,
  IncidentQuery,
  IncidentRow,
  SimilarQuery,
  SimilarResponse,
} from '@posko/contracts';
import { incidentRowOf } from '@posko/contracts';
import { isoTime, may, tierOf } from '@posko/domain';
import type { Incident, Person } from '@posko/domain';
import * as z from 'zod';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { ApiError, invalidRequest } from '../platform/http/api-error';
import { IncidentDetailRepository } from './incident-detail.repository';
import { IncidentPresenceService } from './incident-presence.service';
import { IncidentQueueRepository } from './incident-queue.repository';
import type { PageEnd } from './incident-queue.repository';
import { IncidentReferences } from './incident-references';
import { IncidentRepository } from './incident.repository';

const RELATED_LIMIT = 50;
const CHILDREN_LIMIT = 500;
const SIMILAR_LIMIT = 20;
const RINGING_LIMIT = 50;
const KECAMATAN_DIGITS = 6;

/** Queue, detail and what is looked up while someone types. Read from the tables: true as of the last commit. */
@Injectable()
export class IncidentReader {
  constructor(
    private readonly queue: IncidentQueueRepository,
    private readonly details: IncidentDetailRepository,
    private readonly incidents: IncidentRepository,
    private readonly presence: IncidentPresenceService,
    private readonly references: IncidentReferences,
    private readonly clock: ClockService,
  ) {}

  async list(query: z.output<typeof IncidentQuery>, person: Person): Promise<IncidentList> {
    const {
      sort,
      after,
      limit,
      order = sort === 'due' ? 'asc' : 'desc',
      region: place = person.scope,
      ...rest
    } = query;
    requirePermission(person, 'incident.read', place);
    const seq = await this.queue.seq();
    const now = this.clock.now();
    const filter = { ...rest, place, person: person.id, tier: tierOf(person.scope), now };
    const page = { filter, sort, isDescending: order === 'desc', after: pageEndIn(after), limit };
    const [{ rows, end }, { total, views }] = await Promise.all([
      this.queue.page(page),
      this.queue.counts(filter, person.scope),
    ]);
    return { seq, at: isoTime(now), total, counts: views, rows: rows.map(readable), next: cursorOf(end) };
  }

  async watch(scope: string): Promise<{ seq: number; at: string; rows: IncidentRow[] }> {
    const seq = await this.queue.seq();
    const rows = await this.queue.ringing(scope, RINGING_LIMIT);
    return { seq, at: isoTime(this.clock.now()), rows: rows.map((incident) => incidentRowOf(incident, false)) };
  }

  /** Open at the same TPS, then of the same kind in the same kecamatan. */
  async similar({ place, kind }: z.output<typeof SimilarQuery>, person: Person): Promise<SimilarResponse> {
    requirePermission(person, 'incident.read', place);
    const kecamatan = place.slice(0, KECAMATAN_DIGITS);
    const [here, alike] = await Promise.all([
      this.queue.openAt(place, SIMILAR_LIMIT),
      kind === undefined ? [] : this.queue.openOfKind(kind, kecamatan, SIMILAR_LIMIT),
    ]);
    const known = new Set(here.map(({ id }) => id));
    const nearby = alike.filter(({ id }) => !known.has(id));
    return {
      rows: [
        ...here.map((incident) => ({ ...readable(incident), why: 'sameTps' as const })),
        ...nearby.map((incident) => ({ ...readable(incident), why: 'sameKind' as const })),
      ].slice(0, SIMILAR_LIMIT),
    };
  }

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
      rows.filter(({ place }) => may(person, 'incident.read', place)).map(readable);
    return {
      ...{ seq, at: isoTime(this.clock.now()), incident, path: this.references.pathOf(incident.place), history },
      ...{ children: seen(children), duplicates: seen(duplicates), related: seen(related), attachments, presence },
    };
  }
}

function readable(incident: Incident): IncidentRow {
  return incidentRowOf(incident, true);
}

const PageEndText = z.tuple([z.union([z.iso.datetime(), z.int()]), z.int()]);

/** Where a page ended, as a client carries it back to us. */
function cursorOf(end: PageEnd | null): string | null {
  return end === null ? null : Buffer.from(JSON.stringify(end)).toString('base64url');
}

function pageEndIn(cursor: string | undefined): PageEnd | null {
  if (cursor === undefined) return null;
  try {
    return PageEndText.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalidRequest([{ path: 'after', message: 'must be `next` of another page' }]);
  }
}
