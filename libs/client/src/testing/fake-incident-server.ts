import { IncidentRow } from '@posko/contracts';
import type { IncidentChanged, SubscribeAck } from '@posko/contracts';
import { isOpen } from '@posko/domain';
import { answered, failed } from '../answer';
import type { Answer } from '../answer';
import type { IncidentPage } from '../incident-line';
import type { IncidentQuestion } from '../incident-question';
import type { LiveHandlers, LiveMessage, LiveSource } from '../live-source';

type State = ReadonlyMap<string, IncidentRow>;
const AT = '2024-11-27T06:00:00.000Z';
const PAGE_ROWS = 3;
const FIRST = IncidentRow.parse({
  id: '00000000-0000-4000-8000-0000000f0000',
  number: 0,
  version: 1,
  kind: 'LOG-01',
  severity: 8,
  place: '3578041001001',
  status: 'new',
  ...{ assignee: null, tier: 'kabupaten', duplicateOf: null, parent: null, isParent: false },
  ...{ openedAt: AT, firstAnsweredAt: null, changedAt: AT, pausedAt: null },
  ...{ answerDueAt: AT, updateDueAt: AT, solutionDueAt: AT, escalatedAt: null, resolvedAt: null },
  hasAttachments: false,
});

interface Pending {
  readonly after: string | null;
  readonly resolve: (answer: Answer<IncidentPage>) => void;
}

/** The order of the fake list: the worst first, the older before the younger. */
export function compareWorst(a: IncidentRow, b: IncidentRow): number {
  return b.severity - a.severity || a.number - b.number;
}

/** A help desk that the spec commits to, flushes and breaks by hand; it remembers its incidents at every seq. */
export class FakeIncidentServer implements LiveSource {
  readonly history: State[] = [new Map()];
  readonly outbox: LiveMessage[] = [];
  isReachable = true;
  loads = 0;
  private readonly pending: Pending[] = [];
  private handlers: LiveHandlers | null = null;
  private isUp = false;
  private sentUpTo = 0;
  private readonly unsent = new Set<string>();

  /** The open ones; those of a parent only as the server alone knows: where their number is even. */
  readonly question: IncidentQuestion<IncidentPage> = {
    region: '35',
    belongs: (row) => (row.parent === null || !isOpen(row.status) ? isOpen(row.status) : null),
    compare: compareWorst,
    load: (after) => {
      this.loads++;
      return new Promise((resolve) => this.pending.push({ after, resolve }));
    },
  };

  get seq(): number {
    return this.history.length - 1;
  }

  at(seq: number): State {
    const state = this.history[seq];
    if (state === undefined) throw new RangeError(`No state at ${seq}`);
    return state;
  }

  /** Opens the incident of that number, or changes it. */
  commit(number: number, change: Partial<IncidentRow> = {}): void {
    const id = `00000000-0000-4000-8000-0000000f${number.toString(16).padStart(4, '0')}`;
    const before = this.at(this.seq).get(id);
    const row = {
      ...(before ?? { ...FIRST, id, number }),
      ...change,
      version: before === undefined ? 1 : before.version + 1,
    };
    this.history.push(new Map(this.at(this.seq)).set(id, row));
    this.unsent.add(id);
  }

  /** An entry that is none of the help desk's. */
  commitNothing(): void {
    this.history.push(this.at(this.seq));
  }

  /** The list as it is at a seq. */
  list(seq = this.seq): IncidentRow[] {
    const isListed = (row: IncidentRow): boolean => this.question.belongs(row) ?? row.number % 2 === 0;
    return [...this.at(seq).values()].filter(isListed).sort(compareWorst);
  }

  flush(): void {
    if (this.unsent.size === 0) return;
    const now = this.at(this.seq);
    const incidents = [...this.unsent].flatMap((id) => now.get(id) ?? []);
    this.unsent.clear();
    const message: IncidentChanged = { region: '35', from: this.sentUpTo, to: this.seq, at: AT, incidents };
    this.sentUpTo = this.seq;
    this.outbox.push({ event: 'incident.changed.v1', message });
  }

  deliver(message: LiveMessage | undefined): void {
    if (message) this.handlers?.onMessage(message);
  }

  deliverNext(): void {
    this.deliver(this.outbox.shift());
  }

  alive(): void {
    if (this.isUp) this.deliver({ event: 'board.alive.v1', message: { seq: this.seq, at: AT, speed: 1 } });
  }

  up(): void {
    if (this.isUp || !this.isReachable) return;
    this.isUp = true;
    this.handlers?.onUp();
  }

  down(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.handlers?.onDown();
  }

  unreadable(): void {
    this.handlers?.onUnreadable('incident.changed.v1');
  }

  /** Answers the oldest waiting question, as an instance would that is `lag` entries behind. */
  answer(lag = 0): void {
    const pending = this.pending.shift();
    if (pending === undefined) return;
    pending.resolve(
      this.isReachable ? answered(this.page(pending.after, Math.max(0, this.seq - lag))) : failed('unreachable'),
    );
  }

  private page(after: string | null, seq: number): IncidentPage {
    const cursor = after === null ? null : (JSON.parse(after) as IncidentRow);
    const rest = this.list(seq).filter((row) => cursor === null || compareWorst(row, cursor) > 0);
    const rows = rest.slice(0, PAGE_ROWS);
    return { seq, rows, next: rest.length > PAGE_ROWS ? JSON.stringify(rows.at(-1)) : null };
  }

  open(handlers: LiveHandlers): void {
    this.handlers = handlers;
  }

  subscribe(): Promise<SubscribeAck | null> {
    return Promise.resolve(this.isUp ? { seq: this.seq } : null);
  }

  leave(): void {
    this.unsent.clear();
  }

  close(): void {
    this.handlers = null;
  }
}
