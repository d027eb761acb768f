import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BulkAnswer, IncidentAnswer, IncidentList } from '@posko/contracts';
import { BULK_LIMIT } from '@posko/contracts';
import { INCIDENT_KIND_CODES } from '@posko/domain';
import { Histogram } from '../histogram';
import type { Latency } from '../histogram';
import { HttpPerson } from '../http-person';
import { answerCalls } from '../worker';

export interface FillRequest {
  readonly url: string;
  /** Those who log; each request is one of them. */
  readonly cookies: readonly string[];
  readonly codes: readonly string[];
  readonly count: number;
  /** Share of the incidents that stays open. */
  readonly openShare: number;
}

export interface Filled {
  readonly ids: readonly string[];
  readonly ms: number;
}

export interface AskRequest {
  readonly url: string;
  readonly cookie: string;
  readonly paths: readonly string[];
  readonly connections: number;
}

const CREATED = 201;
const OK = 200;

interface Opened {
  readonly id: string;
  readonly version: number;
}

async function fill(request: FillRequest): Promise<Filled> {
  const { SAID } = await import('@posko/drill');
  const startedAt = performance.now();
  const people = request.cookies.map((cookie) => new HttpPerson(request.url, cookie, 1));
  const opened: Opened[] = [];
  let next = 0;
  const work = async (person: HttpPerson): Promise<void> => {
    for (let nth = next++; nth < request.count; nth = next++) {
      const kind = INCIDENT_KIND_CODES[(nth * 31) % INCIDENT_KIND_CODES.length] ?? 'INF-01';
      const tps = request.codes[(nth * 7919) % request.codes.length];
      const [note, other] = SAID[kind];
      const said = `${nth % 2 === 0 ? note : (other ?? note)} Laporan ${nth}.`;
      const phone = `0800${String(nth % 100_000).padStart(5, '0')}`;
      const answer = await person.send('POST', '/api/incidents', { id: randomUUID(), tps, kind, note: said, phone });
      if (answer.status !== CREATED) throw new Error(`An incident was answered with ${answer.status}: ${answer.text}`);
      opened.push((JSON.parse(answer.text) as IncidentAnswer).incident);
    }
  };
  await Promise.all(people.map(work));
  const [first] = people;
  if (first !== undefined) await end(first, opened.slice(0, Math.round(request.count * (1 - request.openShare))));
  await Promise.all(people.map((person) => person.leave()));
  return { ids: opened.map(({ id }) => id), ms: performance.now() - startedAt };
}

/** Most incidents of an election are over: solved, many at a time, and half of them closed. */
async function end(person: HttpPerson, incidents: readonly Opened[]): Promise<void> {
  for (let from = 0; from < incidents.length; from += BULK_LIMIT) {
    const items = incidents.slice(from, from + BULK_LIMIT).map(({ id, version }) => ({ id, version }));
    const results = await bulk(person, items, { outcome: 'Sudah diselesaikan PPK di lokasi.' });
    const solved = results.flatMap(({ id, version }) => (version === null ? [] : [{ id, version }]));
    if (solved.length < items.length) throw new Error(`Only ${solved.length} of ${items.length} could be solved`);
    await bulk(person, solved.slice(0, solved.length / 2), { status: 'closed' });
  }
}

async function bulk(
  person: HttpPerson,
  items: readonly Opened[],
  change: object,
): Promise<readonly BulkAnswer['results'][number][]> {
  if (items.length === 0) return [];
  const answer = await person.send('POST', '/api/incidents/bulk', { id: randomUUID(), items, change });
  if (answer.status >= 300) throw new Error(`Many at once were answered with ${answer.status}: ${answer.text}`);
  return (JSON.parse(answer.text) as BulkAnswer).results;
}

/** Each path once, so many at a time. */
async function ask({ url, cookie, paths, connections }: AskRequest): Promise<Latency> {
  const person = new HttpPerson(url, cookie, connections);
  const latency = new Histogram();
  const left = [...paths];
  const next = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const { status, ms } = await person.get(path);
      if (status !== OK) throw new Error(`${path} was answered with ${status}`);
      latency.add(ms);
    }
  };
  await Promise.all(Array.from({ length: connections }, next));
  await person.leave();
  return latency.summary;
}

/** The pages of a list, one after the other, as somebody who scrolls. */
async function scroll({ url, cookie, path, pages }: { url: string; cookie: string; path: string; pages: number }) {
  const person = new HttpPerson(url, cookie, 1);
  const latency = new Histogram();
  let after: string | null = null;
  for (let nth = 0; nth < pages; nth++) {
    const cursor: string = after === null ? '' : `&after=${after}`;
    const { status, ms, text } = await person.get(path + cursor);
    if (status !== OK) throw new Error(`${path} was answered with ${status}`);
    latency.add(ms);
    after = (JSON.parse(text) as IncidentList).next;
    if (after === null) break;
    await delay(0);
  }
  await person.leave();
  return latency.summary;
}

answerCalls({ fill, ask, scroll });
