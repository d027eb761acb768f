import { Injectable } from '@nestjs/common';
import type { IncidentList, IncidentQuery, IncidentRow, SimilarQuery, SimilarResponse } from '@posko/contracts';
import { incidentRowOf } from '@posko/contracts';
import { Severity, isoTime, tierOf } from '@posko/domain';
import type { Person } from '@posko/domain';
import * as z from 'zod';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { invalidRequest } from '../platform/http/api-error';
import type { IncidentFilter } from '../platform/incident/incident-filter';
import { wordQuery } from '../platform/incident/incident-words';
import { RegisterHolder } from '../platform/register/register-holder';
import type { IncidentPage, IncidentSort, PageEnd } from './incident-page';
import { IncidentQueueRepository } from './incident-queue.repository';
import { IncidentSearchRepository } from './incident-search.repository';
import type { SearchPage } from './incident-search.repository';
import { IncidentTally } from './incident-tally';

const SIMILAR_LIMIT = 20;
const RINGING_LIMIT = 50;
const KECAMATAN_DIGITS = 6;

/** The queue, and what is looked up while someone types. Read from the tables: true as of the last commit. */
@Injectable()
export class IncidentReader {
  constructor(
    private readonly queue: IncidentQueueRepository,
    private readonly search: IncidentSearchRepository,
    private readonly tally: IncidentTally,
    private readonly clock: ClockService,
    private readonly register: RegisterHolder,
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
    const tier = tierOf(person.scope);
    const filter = { ...rest, place: this.register.widest(place), person: person.id, tier, now };
    const page = { filter, sort, isDescending: order === 'desc', after: pageEndIn(after, sort), limit };
    const { rows, end, total } = await this.page(page);
    return {
      seq,
      at: isoTime(now),
      total,
      counts: this.tally.counts({ scope: person.scope, person: person.id, tier, now }),
      rows: rows.map((incident) => incidentRowOf(incident, true)),
      next: cursorOf(end),
    };
  }

  async watch(scope: string): Promise<{ seq: number; at: string; rows: IncidentRow[] }> {
    const seq = await this.queue.seq();
    const rows = await this.queue.ringing(this.register.widest(scope), RINGING_LIMIT);
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
        ...here.map((incident) => ({ ...incidentRowOf(incident, true), why: 'sameTps' as const })),
        ...nearby.map((incident) => ({ ...incidentRowOf(incident, true), why: 'sameKind' as const })),
      ].slice(0, SIMILAR_LIMIT),
    };
  }

  private async page(page: IncidentPage): Promise<SearchPage> {
    const { filter } = page;
    if (wordQuery(filter.q ?? '') !== null) return this.search.page(page, this.viewed(filter));
    const [rows, total] = await Promise.all([this.queue.page(page), this.total(filter)]);
    return { ...rows, total };
  }

  /** Where nothing but a view of a place is asked for, the tally knows. */
  private async total(filter: IncidentFilter): Promise<number> {
    const { view, place, person, tier, now, ...more } = filter;
    const isPlain = Object.values(more).every((value) => value === undefined);
    return isPlain ? this.viewed({ view, place, person, tier, now }) : this.queue.total(filter);
  }

  private viewed({ view, place, person, tier, now }: IncidentFilter): number {
    return this.tally.counts({ scope: place, person, tier, now })[view];
  }
}

/** What a page can end with, by what it is sorted by. */
const PAGE_ENDS: Readonly<Record<IncidentSort, z.ZodType<string | number>>> = {
  due: z.iso.datetime(),
  severity: Severity,
  opened: z.int(),
  changed: z.iso.datetime(),
};

/** Where a page ended, as a client carries it back to us. */
function cursorOf(end: PageEnd | null): string | null {
  return end === null ? null : Buffer.from(JSON.stringify(end)).toString('base64url');
}

function pageEndIn(cursor: string | undefined, sort: IncidentSort): PageEnd | null {
  if (cursor === undefined) return null;
  try {
    return z.tuple([PAGE_ENDS[sort], z.int()]).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalidRequest([{ path: 'after', message: 'must be `next` of another page' }]);
  }
}
