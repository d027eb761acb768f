import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { IncidentList, IncidentRow } from '@posko/contracts';
import type { Incident, IncidentKind } from '@posko/domain';
import { HttpPerson } from '../http-person';
import type { Answered } from '../http-person';
import { LightSocket } from '../light-socket';
import type { DeskBook } from './desk-book';

export interface Desk {
  readonly url: string;
  readonly region: string;
  readonly codes: readonly string[];
  readonly book: DeskBook;
}

/** Everyone looks at the beginning of the queue, so two reach for the same incident all the time. */
const REACH = 24;
const IDLE_MS = 100;
/** A stale change is made to what is there now, so many times. */
const ATTEMPTS = 4;
/** First answers within the hour and no kind that rings: nothing escalates while it is worked on. */
const KINDS: readonly IncidentKind[] = ['LOG-01', 'LOG-05', 'OPN-01', 'VOT-02', 'VOT-04', 'SRK-01', 'SRK-04', 'CNT-03'];
const CREATED = 201;
const OK = 200;
const STALE = 409;
const EVENT = '42["incident.changed.v1",';

/** Milliseconds, evenly between two bounds: people read, think and type. */
const between = (low: number, high: number): number => low + Math.random() * (high - low);

/** One scripted operator: a live queue over a socket, and commands over HTTP, as a browser has them. */
export class DeskOperator {
  private readonly http: HttpPerson;
  private readonly rows = new Map<string, IncidentRow>();
  private socket: LightSocket | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly nth: number,
    private readonly cookie: string,
  ) {
    this.http = new HttpPerson(desk.url, cookie);
  }

  /** Subscribes to the queue and fetches what is in it. */
  async arrive(): Promise<void> {
    const { url, region, book } = this.desk;
    const join = JSON.stringify(['incident.subscribe', { region }]);
    await new Promise<void>((resolve, reject) => {
      this.socket = new LightSocket(
        { url, cookie: this.cookie, join },
        {
          acknowledged: (text) => (text.includes('"seq"') ? resolve() : reject(new Error(`Not let in: ${text}`))),
          event: (text, at) => this.hear(text, at),
          closed: () => book.fail('a socket was closed'),
        },
      );
    });
    const answer = await this.http.get(`/api/incidents?view=unassigned&limit=200`);
    for (const row of (JSON.parse(answer.text) as IncidentList).rows) this.take(row);
  }

  /** Logs one call, and now and then corrects its note while others may reach for it. */
  async log(nth: number): Promise<void> {
    const { codes, book } = this.desk;
    const [kind, tps] = [KINDS[nth % KINDS.length], codes[(nth * 7919) % codes.length]];
    const token = book.token();
    const sentAt = Date.now();
    const answer = await this.http.send('POST', '/api/incidents', { id: randomUUID(), kind, tps, note: token });
    if (answer.status !== CREATED) {
      book.fail(answer);
      return;
    }
    const { incident } = book.saved(answer, { sentAt, token, person: this.nth });
    if (nth % 3 === 0) {
      await delay(between(50, 500));
      await this.addToNote(incident);
    }
  }

  /** Takes what nobody has, works on it and ends it, until the time is over. */
  async work(until: number): Promise<void> {
    while (Date.now() < until) {
      const row = this.choose();
      if (row === undefined) {
        await delay(IDLE_MS);
        continue;
      }
      await delay(between(100, 400));
      const taken = await this.reachFor(row);
      if (taken === null) continue;
      await delay(between(150, 500));
      const noted = await this.addToNote(taken);
      await delay(between(150, 500));
      await this.change(noted ?? taken, () => ({ outcome: 'Selesai.' }));
    }
  }

  leave(): Promise<void> {
    this.socket?.drop();
    return this.http.leave();
  }

  private hear(text: string, at: number): void {
    if (!text.startsWith(EVENT)) return;
    const [, message] = JSON.parse(text.slice(2)) as [string, { from: number; to: number; incidents: IncidentRow[] }];
    this.desk.book.heard(this.nth, message, at);
    for (const row of message.incidents) this.take(row);
  }

  /** Only what may be reached for is kept. */
  private take(row: IncidentRow): void {
    const before = this.rows.get(row.id);
    if (before !== undefined && before.version > row.version) return;
    if (row.status === 'new' && row.assignee === null) this.rows.set(row.id, row);
    else this.rows.delete(row.id);
  }

  private choose(): IncidentRow | undefined {
    const first = [...this.rows.values()].slice(0, REACH);
    return first[Math.floor(Math.random() * first.length)];
  }

  /** One try: whoever is told that somebody was before looks for other work. */
  private async reachFor(row: IncidentRow): Promise<Incident | null> {
    const { book } = this.desk;
    this.rows.delete(row.id);
    const sentAt = Date.now();
    const body = { id: randomUUID(), version: row.version, assignee: 'me' };
    const answer = await this.http.send('PATCH', `/api/incidents/${row.id}`, body);
    if (answer.status === OK) return book.saved(answer, { sentAt, person: this.nth, isTaking: true }).incident;
    if (answer.status === STALE) book.told++;
    else book.fail(answer);
    return null;
  }

  /** Adds a word to the note as it is known here: an update that another one overwrote would be missing it. */
  private addToNote(incident: Incident): Promise<Incident | null> {
    const token = this.desk.book.token();
    return this.change(incident, ({ note }) => ({ note: `${note} ${token}` }), token);
  }

  private async change(
    before: Incident,
    changeOf: (now: Incident) => object,
    token?: string,
  ): Promise<Incident | null> {
    const { book } = this.desk;
    let now = before;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const sentAt = Date.now();
      const body = { id: randomUUID(), version: now.version, ...changeOf(now) };
      const answer = await this.http.send('PATCH', `/api/incidents/${now.id}`, body);
      if (answer.status === OK) return book.saved(answer, { sentAt, token, person: this.nth }).incident;
      if (answer.status !== STALE) return this.refused(answer, now);
      book.told++;
      now = currentOf(answer);
      // Somebody else has it now: it is theirs to change.
      if (now.assignee !== null && now.assignee.id !== before.assignee?.id) return null;
    }
    return null;
  }

  private refused(answer: Answered, incident: Incident): null {
    this.desk.book.fail(answer, incident.id);
    return null;
  }
}

function currentOf({ text }: Answered): Incident {
  return (JSON.parse(text) as { params: { current: Incident } }).params.current;
}
