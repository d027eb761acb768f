import { IncidentRow } from '@posko/contracts';
import { isOpen } from '@posko/domain';
import type { IncidentPage } from '../incident-line';
import type { IncidentQuestion } from '../incident-question';
import type { LiveMessage } from '../live-source';
import { AT, FakeFeedServer } from './fake-feed-server';
import type { Span } from './fake-feed-server';

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

/** The order of the fake list: the worst first, the older before the younger. */
export function compareWorst(a: IncidentRow, b: IncidentRow): number {
  return b.severity - a.severity || a.number - b.number;
}

/** A help desk: its incidents, in pages. It is asked for the page that begins after one. */
export class FakeIncidentServer extends FakeFeedServer<IncidentRow, IncidentPage, string | null> {
  protected readonly event = 'incident.changed.v1';
  /** The open ones; those of a parent only as the server alone knows: where their number is even. */
  readonly question: IncidentQuestion<IncidentPage> = {
    region: '35',
    belongs: (row) => (row.parent === null || !isOpen(row.status) ? isOpen(row.status) : null),
    compare: compareWorst,
    load: (after) => this.ask(after),
  };

  /** Opens the incident of that number, or changes it. */
  commit(number: number, change: Partial<IncidentRow> = {}): void {
    const id = `00000000-0000-4000-8000-0000000f${number.toString(16).padStart(4, '0')}`;
    const before = this.at(this.seq).get(id);
    const row = {
      ...(before ?? { ...FIRST, id, number }),
      ...change,
      version: before === undefined ? 1 : before.version + 1,
    };
    this.put(id, row);
  }

  /** The list as it is at a seq. */
  list(seq = this.seq): IncidentRow[] {
    const isListed = (row: IncidentRow): boolean => this.question.belongs(row) ?? row.number % 2 === 0;
    return [...this.at(seq).values()].filter(isListed).sort(compareWorst);
  }

  protected answerTo(after: string | null, seq: number): IncidentPage {
    const cursor = after === null ? null : (JSON.parse(after) as IncidentRow);
    const rest = this.list(seq).filter((row) => cursor === null || compareWorst(row, cursor) > 0);
    const rows = rest.slice(0, PAGE_ROWS);
    return { seq, rows, next: rest.length > PAGE_ROWS ? JSON.stringify(rows.at(-1)) : null };
  }

  protected messageOf(changed: ReadonlySet<string>, span: Span): LiveMessage {
    const incidents = [...changed].flatMap((id) => this.at(this.seq).get(id) ?? []);
    return { event: this.event, message: { region: '35', ...span, at: AT, incidents } };
  }
}
