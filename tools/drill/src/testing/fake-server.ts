import type {
  BoardRegionRow,
  BoardResponse,
  BoardSnapshot,
  ClockRequest,
  ClockResponse,
  JournalResponse,
  RegionsResponse,
  ReportRequest,
} from '@posko/contracts';
import {
  Board,
  OVERDUE_BIT,
  Standings,
  calendarOf,
  evolveTps,
  isKind,
  readClock,
  silenceOf,
  stageAt,
} from '@posko/domain';
import type { ClockSetting, JournalBody, JournalEntry, JournalKind, RegionTree } from '@posko/domain';
import { SMALL_ROWS, smallTree } from '@posko/testing';
import type { Answer, DrillApi, RealTime } from '../run/api';
import { FakeDesk } from './fake-desk';

/** A server in memory, true to the contract where the drill looks, with the ways to go wrong that its tests need. */
export class FakeServer implements DrillApi {
  readonly tree: RegionTree = smallTree();
  readonly calendar = calendarOf('2024-11-27');
  readonly entries: JournalEntry[] = [];
  readonly requests: { code: string; request: ReportRequest; at: number }[] = [];
  readonly clockRequests: ClockRequest[] = [];
  readonly desk: FakeDesk;
  isRehearsal = true;
  latencyMs = 3;
  mostInFlight = 0;
  /** What to do with the n-th request to report; by default it is taken. */
  fate: (nth: number, code: string) => 'take' | 'lose' | 'loseAnswer' | 'error' | 'refuse' = () => 'take';
  /** Changes what the board shows, as a bug would. */
  spoil: (snapshot: BoardSnapshot) => void = () => undefined;
  /** The clock answers nothing, as if the server were gone. */
  isAway = false;
  private readonly standings = new Standings(this.tree.size);
  private readonly seqById = new Map<string, { seq: number; stage: string }>();
  private setting: ClockSetting;
  private passedAt: number | null = null;
  private inFlight = 0;

  constructor(readonly time: RealTime) {
    this.desk = new FakeDesk(this);
    this.setting = { at: time.now(), speed: 1, realAt: time.now() };
  }

  now(): number {
    return this.isRehearsal ? readClock(this.setting, this.time.now()) : this.time.now();
  }

  async report(code: string, request: ReportRequest): Promise<Answer> {
    this.requests.push({ code, request, at: this.now() });
    const fate = this.fate(this.requests.length, code);
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    await this.time.wait(this.latencyMs);
    this.inFlight--;
    if (fate === 'lose') return { kind: 'failed', reason: 'other side closed' };
    if (fate === 'error') return { kind: 'failed', reason: 'HTTP 503' };
    if (fate === 'refuse') return { kind: 'refused', code: 'tps-not-found' };
    const answer = this.take(code, request);
    return fate === 'loseAnswer' ? { kind: 'failed', reason: 'other side closed' } : answer;
  }

  private take(code: string, request: ReportRequest): Answer {
    const known = this.seqById.get(request.id);
    if (known !== undefined) return { kind: 'repeated', ...known };
    const position = this.tree.positionOf(code);
    const stoodAt = stageAt(this.standings.get(position).stage);
    const { stage, occurredAt, turnout } = request;
    const body = { stage, occurredAt, ...(turnout === undefined ? {} : { turnout }), source: 'drill' as const };
    const seq = this.append('tps.reported.v1', code, { ...body, effect: 'advanced', standsAt: stage, stoodAt });
    const answer = { seq, stage: stageAt(this.standings.get(position).stage) };
    this.seqById.set(request.id, answer);
    return { kind: 'accepted', ...answer };
  }

  /** An entry of somebody else's; returns its seq. */
  append<K extends JournalKind>(kind: K, subject: string, body: JournalBody<K>): number {
    const seq = this.entries.length + 1;
    const entry: JournalEntry<K> = { seq, at: this.now(), kind, subject, commandId: crypto.randomUUID(), body };
    this.entries.push(entry);
    if (isKind(entry, 'calendar.passed.v1')) this.passedAt = Date.parse(entry.body.at);
    const position = this.tree.positionOf(subject);
    if (position >= 0) this.standings.set(position, evolveTps(this.standings.get(position), entry));
    return seq;
  }

  async clock(): Promise<ClockResponse> {
    await this.time.wait(1);
    if (this.isAway) throw new Error('connect ECONNREFUSED');
    return this.clockResponse();
  }

  async setClock(request: ClockRequest): Promise<ClockResponse> {
    await this.time.wait(1);
    if (this.isAway) throw new Error('connect ECONNREFUSED');
    this.clockRequests.push(request);
    const at = request.at === undefined ? this.now() : Date.parse(request.at);
    this.setting = { at, speed: request.speed ?? this.setting.speed, realAt: this.time.now() };
    return this.clockResponse();
  }

  private clockResponse(): ClockResponse {
    const { calendar } = this;
    return {
      now: new Date(this.now()).toISOString(),
      speed: this.isRehearsal ? this.setting.speed : 1,
      isRehearsal: this.isRehearsal,
      calendar: {
        votingDay: calendar.votingDay,
        utcOffsetMinutes: calendar.utcOffsetMinutes,
        deadlines: calendar.deadlines.map(({ stage, at }) => ({ stage, at: new Date(at).toISOString() })),
        closesAt: new Date(calendar.closesAt).toISOString(),
      },
    };
  }

  regions(): Promise<RegionsResponse> {
    const rows = SMALL_ROWS.map((row) => [...row] as RegionsResponse['rows'][number]);
    return Promise.resolve({ version: 1, offset: 0, tps: this.tree.size, rows });
  }

  board(regionCode?: string): Promise<BoardResponse> {
    const index = regionCode === undefined ? 0 : this.tree.indexOf(regionCode);
    const { seq, at } = this.head();
    const children = this.tree.children(index).map((child) => this.row(child));
    const { code, name, level, ...counters } = this.row(index);
    const region = { code, name, level };
    return Promise.resolve({ seq, at: new Date(at).toISOString(), region, path: [region], ...counters, children });
  }

  private row(index: number): BoardRegionRow {
    const board = new Board(this.tree);
    const { stages, marks } = this.bytes();
    board.load(stages, marks);
    return {
      code: this.tree.codeOf(index),
      name: this.tree.nameOf(index),
      level: this.tree.levels[index] ?? 'desa',
      total: this.tree.count[index] ?? 0,
      stages: board.stageCounts(index),
      marks: board.markCounts(index),
      dpt: (this.tree.count[index] ?? 0) * 500,
      turnout: { voters: 0, tps: 0 },
    };
  }

  snapshot(): Promise<BoardSnapshot> {
    const snapshot = { ...this.head(), register: 1, ...this.bytes() };
    this.spoil(snapshot);
    return Promise.resolve(snapshot);
  }

  journal(after: number, limit: number): Promise<JournalResponse> {
    const rows = this.entries.slice(after, after + limit).map((entry) => ({
      ...entry,
      at: new Date(entry.at).toISOString(),
      body: JSON.stringify(entry.body),
      hash: '0'.repeat(64),
    }));
    return Promise.resolve({ head: this.entries.length, previousHash: '0'.repeat(64), entries: rows });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  silent(): string[] {
    const positions = Array.from({ length: this.tree.size }, (_, position) => position);
    return positions.filter((position) => this.overdueAt(position)).map((position) => this.tree.tpsCodeAt(position));
  }

  private overdueAt(position: number): boolean {
    if (this.passedAt === null) return false;
    return silenceOf(this.calendar, this.standings.standing(position), this.passedAt) !== null;
  }

  private head(): { seq: number; at: number } {
    return { seq: this.entries.length, at: this.now() };
  }

  private bytes(): { stages: Uint8Array; marks: Uint8Array } {
    const states = Array.from({ length: this.tree.size }, (_, position) => this.standings.get(position));
    const derived = (position: number): number =>
      (this.overdueAt(position) ? OVERDUE_BIT : 0) | this.desk.marksOf(this.tree.tpsCodeAt(position));
    return {
      stages: Uint8Array.from(states, ({ stage }) => stage),
      marks: Uint8Array.from(states, ({ marks }, position) => marks | derived(position)),
    };
  }
}
