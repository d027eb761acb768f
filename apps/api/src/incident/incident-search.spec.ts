import { beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR, changeIncident, openIncident, DEFAULT_INCIDENT_POLICY as policy } from '@posko/domain';
import type { Incident, IncidentKind } from '@posko/domain';
import { incidentId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { IncidentFilter } from '../platform/incident/incident-filter';
import type { IncidentPage, PageEnd, PageRows } from './incident-page';
import { IncidentQueueRepository } from './incident-queue.repository';
import { IncidentSearchRepository } from './incident-search.repository';
import { IncidentRepository } from './incident.repository';

const COUNT = 240;
const KINDS: readonly IncidentKind[] = ['LOG-01', 'ENV-02', 'SEC-04'];
const NOTES = ['Banjir setinggi lutut', 'Surat suara kurang', 'Listrik padam; surat suara basah'];
const SARI = { id: '00000000-0000-4000-8000-00000000abcd', name: 'sari' };
const EVERYTHING: IncidentFilter = { view: 'all', place: '0', person: SARI.id, tier: 'kabupaten', now: 31 * 60_000 };

/** Every fourth is over, every fifth is Sari's, some are led by an open one and some by one that is over. */
function incidents(): Incident[] {
  return Array.from({ length: COUNT }, (_, n) => {
    const kind = KINDS[n % KINDS.length] ?? 'LOG-01';
    const place = smallTpsCode(n % 40) as Incident['place'];
    const phone = n % 2 === 0 ? `0812${String(n * 37).padStart(6, '0')}` : null;
    const note = `${NOTES[(n * 7) % NOTES.length] ?? ''}. Laporan ${n}.`;
    // Several at each instant: pages end between incidents that only their numbers tell apart.
    const at = Math.floor(n / 4) * 1000;
    const opening = { id: incidentId(n + 1), number: n + 1, kind, place, note, ...(phone === null ? {} : { phone }) };
    const opened = openIncident(opening, { by: SYSTEM_ACTOR, at, policy });
    const parent = n % 11 === 0 && n > 20 ? incidentId((n % 20) + 1) : null;
    const held =
      n % 5 === 0 ? { ...opened, status: 'assigned' as const, assignee: SARI, parent } : { ...opened, parent };
    if (n % 4 !== 0) return held;
    const over = changeIncident(held, { outcome: 'Selesai' }, { by: SYSTEM_ACTOR, at: at + 9000, policy });
    if ('refused' in over) throw new Error(`Incident ${n} cannot end: ${over.refused}`);
    return over;
  });
}

const FILTERS: readonly Partial<IncidentFilter>[] = [
  { q: 'surat' },
  { q: 'surat suara', view: 'open' },
  { q: 'laporan', view: 'unassigned' },
  { q: 'l', view: 'mine' },
  { q: 'su' },
  { q: 'laporan', view: 'region', kind: 'LOG' },
  { q: 'laporan', view: 'breached' },
  { q: 'banjir', place: smallTpsCode(0).slice(0, 4) },
  { q: 'laporan', status: 'resolved', minSeverity: 8 },
  { q: 'surat', assignee: SARI.id },
  { q: 'laporan', parent: incidentId(3) },
  { q: '0812' },
  { q: smallTpsCode(7) },
  { q: '#77' },
  { q: 'laporan 7' },
  { q: 'tidak ada' },
];
const SORTS = ['due', 'severity', 'opened', 'changed'] as const;

type Ask = (page: IncidentPage) => Promise<PageRows>;

/** Numbers of all pages, one after the other. */
async function scrolled(ask: Ask, of: Omit<IncidentPage, 'after' | 'limit'>): Promise<number[][]> {
  const pages: number[][] = [];
  let after: PageEnd | null = null;
  do {
    const { rows, end }: PageRows = await ask({ ...of, after, limit: 20 });
    pages.push(rows.map(({ number }) => number));
    after = end;
  } while (after !== null);
  return pages;
}

describe('a search of incidents', () => {
  const database = useTestDatabase();
  let search: IncidentSearchRepository;
  let queue: IncidentQueueRepository;

  beforeAll(async () => {
    const dataSource = database.dataSource();
    const states = incidents().map((incident) => ({ incident, lastSeq: incident.number }));
    await new IncidentRepository(dataSource).fill(dataSource.manager, states, []);
    await dataSource.query('ANALYZE incident');
    search = new IncidentSearchRepository(dataSource);
    queue = new IncidentQueueRepository(dataSource);
  });

  it.each([
    ['of a small view', { few: COUNT + 1, looked: COUNT, glanced: 0 }],
    ['few', { few: COUNT + 1, looked: 0, glanced: 0 }],
    ['many, found while walking', { few: 0, looked: COUNT - 1, glanced: 0 }],
    ['many, not all of them found while walking', { few: 0, looked: 45, glanced: 0 }],
    ['many, of which none lies on the way', { few: 0, looked: 0, glanced: 0 }],
    ['many at a glance', { few: 0, looked: 0, glanced: 60 }],
    ['as many as it takes', { few: 60, looked: 30, glanced: 90 }],
  ])('gives the pages of the queue: %s', async (_, limits) => {
    for (const filter of FILTERS.map((some) => ({ ...EVERYTHING, ...some })))
      for (const sort of SORTS)
        for (const isDescending of [false, true]) {
          const of = { filter, sort, isDescending };
          const found = await scrolled((page) => search.page(page, COUNT, limits), of);
          expect([of, found]).toEqual([of, await scrolled((page) => queue.page(page), of)]);
        }
  });

  it.each([
    ['read through', 0],
    ['looked up', Infinity],
  ])('counts what it finds on every page, up to its limit: %s', async (_, viewed) => {
    for (const filter of FILTERS.map((some) => ({ ...EVERYTHING, ...some }))) {
      const total = await queue.total(filter);
      const page = { filter, sort: 'due', isDescending: false, limit: 5 } as const;
      const first = await search.page({ ...page, after: null }, viewed);
      const second = await search.page({ ...page, after: first.end ?? ['9999-12-31T23:59:59.999Z', COUNT] }, viewed);
      const counted = await search.page({ ...page, after: null }, viewed, { few: 30, looked: COUNT, glanced: 90 });
      expect([filter, first.total, second.total, counted.total]).toEqual([filter, total, total, Math.min(total, 30)]);
    }
  });

  it('has something to find for every filter but one', async () => {
    const totals = await Promise.all(FILTERS.map((some) => queue.total({ ...EVERYTHING, ...some })));
    expect(FILTERS.filter((_, at) => totals[at] === 0)).toEqual([{ q: 'tidak ada' }]);
    expect(totals.filter((total) => total > 20 && total < COUNT).length).toBeGreaterThan(7);
  });
});
