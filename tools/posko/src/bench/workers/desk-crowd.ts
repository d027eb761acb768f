import { setTimeout as delay } from 'node:timers/promises';
import type { IncidentList, IncidentRow } from '@posko/contracts';
import { HttpPerson } from '../http-person';
import { answerCalls } from '../worker';
import { DeskBook } from './desk-book';
import type { DeskVerdict, Receipt } from './desk-book';
import { DeskOperator } from './desk-operator';
import type { PageSave } from '../desk-screen';

export interface DeskRequest {
  readonly url: string;
  readonly region: string;
  readonly codes: readonly string[];
  /** Cookie headers, one operator each. */
  readonly cookies: readonly string[];
}

/** Time for what is on its way at the end to be answered and heard. */
const SETTLE_MS = 3000;
const LIST = '/api/incidents?view=all&sort=opened&order=asc&limit=200';

const book = new DeskBook();
let operators: DeskOperator[] = [];
let desk: DeskRequest | null = null;

/** Everyone is at their place and listens. */
async function gather(request: DeskRequest): Promise<void> {
  desk = request;
  const shared = { ...request, book };
  operators = request.cookies.map((cookie, nth) => new DeskOperator(shared, nth, cookie));
  await Promise.all(operators.map((operator) => operator.arrive()));
}

/** So many calls a second arrive, each with another operator, while everyone works through the queue. */
async function work({ seconds, perSecond }: { seconds: number; perSecond: number }): Promise<{ perSecond: number }> {
  const startedAt = Date.now();
  const until = startedAt + seconds * 1000;
  const pending = new Set<Promise<void>>();
  const working = operators.map((operator) => operator.work(until));
  let calls = 0;
  for (; calls < seconds * perSecond; calls++) {
    await delay(Math.max(0, startedAt + (calls / perSecond) * 1000 - Date.now()));
    const one = operators[calls % operators.length]?.log(calls) ?? Promise.resolve();
    const settled = one.finally(() => pending.delete(settled));
    pending.add(settled);
  }
  const took = (Date.now() - startedAt) / 1000;
  await Promise.all([...working, ...pending]);
  await delay(SETTLE_MS);
  return { perSecond: calls / took };
}

/** What a real browser saved and saw. */
export interface PageOutcome {
  readonly receipts: readonly Receipt[];
  readonly saves: readonly PageSave[];
  readonly told: number;
}

async function verdict(pages: readonly PageOutcome[]): Promise<DeskVerdict> {
  if (desk === null) throw new Error('Nobody was here');
  const reader = new HttpPerson(desk.url, desk.cookies[0] ?? '', 1);
  book.operators = desk.cookies.length;
  for (const [nth, { saves, told, receipts }] of pages.entries()) {
    const person = desk.cookies.length + nth;
    for (const { sentAt, answer } of saves) book.saved(answer, { sentAt, person, isTaking: true });
    for (const { to, at } of receipts) book.heard(person, { to }, at);
    book.told += told;
  }
  const rows = new Map<string, IncidentRow>();
  for (let after: string | null | undefined; after !== null;) {
    const answer = await reader.get(after === undefined ? LIST : `${LIST}&after=${after}`);
    const page = JSON.parse(answer.text) as IncidentList;
    for (const row of page.rows) rows.set(row.id, row);
    after = page.next;
  }
  await reader.leave();
  return book.verdict(rows);
}

async function leave(): Promise<void> {
  await Promise.all(operators.map((operator) => operator.leave()));
  operators = [];
}

answerCalls({ gather, work, verdict, leave }, leave);
