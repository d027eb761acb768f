import { randomUUID } from 'node:crypto';
import type { IncidentList, IncidentPatch, IncidentRequest, OutcomeRequest } from '@posko/contracts';
import { incidentRowOf } from '@posko/contracts';
import {
  DEFAULT_INCIDENT_POLICY,
  IncidentPlace,
  SYSTEM_ACTOR,
  changeIncident,
  escalateIncident,
  escalationDue,
  isOpen,
  markBit,
  openIncident,
} from '@posko/domain';
import type { Actor, Incident, IncidentChange, JournalBody, JournalKind } from '@posko/domain';
import type { CallOutcomeAnswer, DeskApi, IncidentOutcome, NextCall, RealTime } from '../run/api';

/** What a fake desk needs of the fake server that it belongs to. */
export interface DeskHost {
  readonly time: RealTime;
  now(): number;
  append<K extends JournalKind>(kind: K, subject: string, body: JournalBody<K>): number;
  /** Silent TPS, the longest first. */
  silent(): string[];
}

type Taken = Extract<IncidentOutcome, { seq: number }>;
type Fate = 'take' | 'lose' | 'loseAnswer' | 'refuse';

const PAGE = 7;
const INCIDENT_BIT = markBit('incident');

/** A help desk in memory that goes by the rules of the domain. */
export class FakeDesk implements DeskApi {
  operators = 2;
  readonly incidentsById = new Map<string, Incident>();
  readonly requests: { operator: number; id: string; at: number }[] = [];
  readonly calls: { operator: number; tps: string; outcome: string }[] = [];
  /** What to do with the n-th command on incidents; by default it is taken. */
  fate: (nth: number) => Fate = () => 'take';
  /** Changes what the queue shows, as a bug would. */
  spoil: (rows: Incident[]) => Incident[] = (rows) => rows;
  private readonly answers = new Map<string, Taken>();
  private readonly callAnswers = new Map<string, number>();
  private readonly held = new Map<number, string>();

  constructor(private readonly host: DeskHost) {}

  async openIncident(operator: number, request: IncidentRequest): Promise<IncidentOutcome> {
    const { id, kind, tps = '', note, phone } = request;
    return this.command(operator, id, () => {
      const act = { by: actorOf(operator), at: this.host.now(), policy: DEFAULT_INCIDENT_POLICY };
      const incident = openIncident({ id, number: 1, kind, place: IncidentPlace.parse(tps), note, phone }, act);
      const seq = this.host.append('incident.opened.v1', tps, { incident, actor: actorOf(operator) });
      return this.keep(seq, incident);
    });
  }

  async changeIncident(operator: number, incidentId: string, patch: IncidentPatch): Promise<IncidentOutcome> {
    return this.command(operator, patch.id ?? randomUUID(), () => {
      this.escalate();
      const { id: _, version, comment, assignee, withChildren: __, ...said } = patch;
      const before = this.incidentsById.get(incidentId);
      if (before === undefined) return { kind: 'refused', code: 'incident-not-found' };
      if (before.version !== version) return { kind: 'stale', current: before };
      const change = { ...said, ...(assignee === 'me' ? { assignee: actorOf(operator) } : {}) } as IncidentChange;
      const act = { by: actorOf(operator), at: this.host.now(), policy: DEFAULT_INCIDENT_POLICY };
      const incident = changeIncident(before, change, act);
      if ('refused' in incident) return { kind: 'refused', code: 'incident-transition' };
      const body = { incident, change, actor: actorOf(operator), ...(comment === undefined ? {} : { comment }) };
      return this.keep(this.host.append('incident.changed.v1', incident.place, body), incident);
    });
  }

  incidents(after: string | null): Promise<IncidentList> {
    const all = this.spoil([...this.incidentsById.values()]);
    const from = after === null ? 0 : Number(after);
    const rows = all.slice(from, from + PAGE).map((incident) => incidentRowOf(incident, true));
    const next = from + PAGE < all.length ? `${from + PAGE}` : null;
    const counts = { mine: 0, unassigned: 0, region: 0, breached: 0, open: 0, all: all.length };
    return Promise.resolve({
      seq: 0,
      at: new Date(this.host.now()).toISOString(),
      total: all.length,
      counts,
      rows,
      next,
    });
  }

  async nextCall(operator: number): Promise<NextCall> {
    await this.host.time.wait(1);
    const others = new Set([...this.held].filter(([one]) => one !== operator).map(([, tps]) => tps));
    const tps = this.held.get(operator) ?? this.host.silent().find((code) => !others.has(code)) ?? null;
    if (tps !== null) this.held.set(operator, tps);
    return { kind: 'given', tps };
  }

  async endCall(operator: number, tps: string, request: OutcomeRequest): Promise<CallOutcomeAnswer> {
    await this.host.time.wait(1);
    const known = this.callAnswers.get(request.id);
    if (known !== undefined) return { kind: 'accepted', seq: known };
    if (this.held.get(operator) !== tps) return { kind: 'refused', code: 'call-not-taken' };
    this.held.delete(operator);
    this.calls.push({ operator, tps, outcome: request.outcome });
    const body = { outcome: request.outcome, note: request.note ?? '', phone: null, actor: actorOf(operator) };
    const seq = this.host.append('call.ended.v1', tps, body);
    this.callAnswers.set(request.id, seq);
    return { kind: 'accepted', seq };
  }

  /** Bits that open incidents put on a TPS. */
  marksOf(tps: string): number {
    const isMarked = [...this.incidentsById.values()].some(({ place, status }) => place === tps && isOpen(status));
    return isMarked ? INCIDENT_BIT : 0;
  }

  private async command(operator: number, id: string, decide: () => IncidentOutcome): Promise<IncidentOutcome> {
    this.requests.push({ operator, id, at: this.host.now() });
    const fate = this.fate(this.requests.length);
    await this.host.time.wait(2);
    if (fate === 'lose') return { kind: 'failed', reason: 'other side closed' };
    if (fate === 'refuse') return { kind: 'refused', code: 'forbidden' };
    const known = this.answers.get(id);
    const answer = known === undefined ? decide() : { ...known, kind: 'repeated' as const };
    if (answer.kind === 'accepted') this.answers.set(id, answer);
    return fate === 'loseAnswer' ? { kind: 'failed', reason: 'other side closed' } : answer;
  }

  private keep(seq: number, incident: Incident): Taken {
    this.incidentsById.set(incident.id, incident);
    return { kind: 'accepted', seq, incident };
  }

  private escalate(): void {
    const at = this.host.now();
    for (const before of this.incidentsById.values()) {
      if (!escalationDue(before, at)) continue;
      const incident = escalateIncident(before, { at, policy: DEFAULT_INCIDENT_POLICY });
      const { tier: from } = before;
      this.host.append('incident.escalated.v1', incident.place, {
        incident,
        from,
        to: incident.tier,
        actor: SYSTEM_ACTOR,
      });
      this.incidentsById.set(incident.id, incident);
    }
  }
}

function actorOf(operator: number): Actor {
  const id = `00000000-0000-4000-8000-00000000000${operator}`;
  return { id, name: `operator-${operator}`, role: 'operator', address: '127.0.0.1' };
}
