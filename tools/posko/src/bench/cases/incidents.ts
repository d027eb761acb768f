import type { BenchCase, BenchOptions } from '../bench-case';
import { figure } from '../figure';
import type { Figure } from '../figure';
import type { Latency } from '../histogram';
import type { BenchServer, Lab } from '../lab';
import type { Worker } from '../worker';
import type { Filled } from '../workers/incident-load';
import { operators, someCodes } from './reports';

const FEW = 1000;
const MANY = 100_000;
const QUICK_MANY = 5000;
/** Most incidents of an election are over; a few thousand are a full desk. */
const OPEN_SHARE = 0.05;
const LOGGERS = 48;
const CONNECTIONS = 4;
const WITHIN_MS = 100;
const PAGES = 30;

const VIEWS = ['mine', 'unassigned', 'region', 'breached', 'open', 'all'];
const SORTS = ['due', 'severity', 'opened', 'changed'];
const WORDS = ['banjir', 'surat suara', 'sirekap foto', 'listrik padam', 'saksi', 'LOG-01', 'laporan 77'];
/** What stands in the field while somebody types on, and words that nearly every incident has. */
const BEGINNINGS = ['s', 'sur', '8', '35', '3509', '080', 'laporan', 'laporan 1', 'tps suara', 'r', 'ENV', '#'];
const REGIONS = ['35', '3578', '3509', '350917', '357801'];

/** What the desk asks all day long, in many forms. */
const QUESTIONS: Readonly<Record<string, (site: Site, times: number) => string[]>> = {
  'queue, views and filters': (_, times) => several(times, queuePath),
  'queue, search': ({ codes }, times) =>
    several(times, (nth) => {
      const phone = `0800${String((nth * 13) % 1000).padStart(5, '0')}`;
      const typed = [WORDS[nth % WORDS.length] ?? '', `#${100 + nth}`, phone, codes[nth % codes.length] ?? ''];
      return `/api/incidents?view=all&q=${encodeURIComponent(typed[nth % typed.length] ?? '')}`;
    }),
  'queue, search while typing': (_, times) =>
    several(times, (nth) => {
      const typed = encodeURIComponent(BEGINNINGS[nth % BEGINNINGS.length] ?? '');
      return `${queuePath(nth + Math.floor(nth / BEGINNINGS.length))}&q=${typed}`;
    }),
  'TPS story': ({ codes }, times) => several(times, (nth) => `/api/tps/${codes[(nth * 37) % codes.length] ?? ''}`),
  'incidents of a TPS': ({ codes }, times) =>
    several(times, (nth) => `/api/incidents?view=all&sort=due&region=${codes[(nth * 37) % codes.length] ?? ''}`),
  'incident with its history': ({ ids }, times) =>
    several(times, (nth) => `/api/incidents/${ids[(nth * 41) % ids.length] ?? ''}`),
  'similar while typing': ({ codes }, times) =>
    several(times, (nth) => `/api/incidents/similar?kind=ENV-02&place=${codes[(nth * 37) % codes.length] ?? ''}`),
};

function several(times: number, pathOf: (nth: number) => string): string[] {
  return Array.from({ length: times }, (_, nth) => pathOf(nth));
}

function queuePath(nth: number): string {
  const query = new URLSearchParams({ view: VIEWS[nth % VIEWS.length] ?? '', sort: SORTS[nth % SORTS.length] ?? '' });
  if (nth % 3 === 0) query.set('region', REGIONS[nth % REGIONS.length] ?? '');
  if (nth % 4 === 1) query.set('kind', 'LOG');
  if (nth % 5 === 2) query.set('minSeverity', '8');
  return `/api/incidents?${query.toString()}`;
}

interface Site {
  readonly server: BenchServer;
  readonly cookie: string;
  readonly codes: readonly string[];
  readonly ids: readonly string[];
}

/** A server on a province with so many incidents, logged as operators log them. */
async function siteWith(lab: Lab, count: number): Promise<Site> {
  const databaseUrl = await lab.province(`incidents_${count}`);
  const server = await lab.server({ databaseUrl });
  const codes = await someCodes(lab, databaseUrl);
  const cookies = await operators(server, LOGGERS);
  const request = { url: server.url, cookies, codes, count, openShare: OPEN_SHARE };
  const { ids, ms } = await lab.with('incident-load', (worker) => worker.call<Filled>('fill', request));
  lab.options.note(`incidents: ${count} logged in ${Math.round(ms / 1000)} s`);
  await lab.query('ANALYZE', databaseUrl);
  return { server, cookie: cookies[0] ?? '', codes, ids };
}

type Measured = Readonly<Record<string, Latency>>;

/** Both sites in turns, so that what else the machine does falls on both. */
async function measure(asker: Worker, sites: readonly Site[], times: number): Promise<Measured[]> {
  const measured: Record<string, Latency>[] = sites.map(() => ({}));
  for (const [name, pathsOf] of Object.entries(QUESTIONS)) {
    for (const [index, site] of sites.entries()) {
      const request = { url: site.server.url, cookie: site.cookie, connections: CONNECTIONS };
      // Once unmeasured: what is measured is a desk that has been at work for a while.
      await asker.call('ask', { ...request, paths: pathsOf(site, Math.ceil(times / 4)) });
      const latency = await asker.call<Latency>('ask', { ...request, paths: pathsOf(site, times) });
      Object.assign(measured[index] ?? {}, { [name]: latency });
    }
  }
  for (const [index, { server, cookie }] of sites.entries()) {
    const path = '/api/incidents?view=all&sort=opened&limit=200';
    const latency = await asker.call<Latency>('scroll', { url: server.url, cookie, path, pages: PAGES });
    Object.assign(measured[index] ?? {}, { [`all, scrolled through ${PAGES} pages`]: latency });
  }
  return measured;
}

function figuresOf(many: number, [few, full]: readonly Measured[]): Figure[] {
  return Object.entries(full ?? {}).map(([name, latency]) =>
    figure({
      bench: 'incidents',
      name: `${many} incidents: ${name}, p95`,
      value: latency.p95,
      unit: 'ms',
      floor: { name: `with ${FEW}`, value: few?.[name]?.p95 ?? NaN },
      target: { atMost: WITHIN_MS },
      note: `p50 ${latency.p50}, p99 ${latency.p99}, ${CONNECTIONS} at once`,
    }),
  );
}

export const INCIDENTS: BenchCase = {
  name: 'incidents',
  summary: 'queue, search and story with few and with many incidents',
  run: async (lab, { isQuick }: BenchOptions) => {
    const many = isQuick ? QUICK_MANY : MANY;
    const sites = [await siteWith(lab, FEW), await siteWith(lab, many)];
    try {
      const measured = await lab.with('incident-load', (asker) => measure(asker, sites, isQuick ? 100 : 400));
      return figuresOf(many, measured);
    } finally {
      for (const { server } of sites) await server.stop();
      for (const count of [FEW, many]) await lab.drop(`incidents_${count}`);
    }
  },
};
