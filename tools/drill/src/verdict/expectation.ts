import { OVERDUE_BIT, Standings, evolveTps, isKind, isTpsSubject, silenceOf, withReport } from '@posko/domain';
import type { Calendar, JournalEntry, RegionTree } from '@posko/domain';
import { IncidentFold, incidentOf } from './incident-fold';
import type { Ledger } from '../run/ledger';
import type { DeliveryPlan } from '../scenario/plan';

/** A report whose answer named another stage than the fold gives. */
export interface AnswerDifference {
  readonly tps: string;
  readonly seq: number;
  readonly answered: number;
  readonly expected: number;
}

/** What was sent, what came back, and those of the answers that the fold takes from the plan. */
export interface Acknowledged {
  readonly plan: DeliveryPlan;
  readonly ledger: Ledger;
  readonly acknowledged: readonly { seq: number; index: number }[];
}

/**
 * True where the plan alone tells what a report amounts to. A telephone whose clock runs ahead is believed only up to when it
 * was heard, which the journal knows and the plan does not.
 */
export function isPlain(plan: DeliveryPlan, index: number): boolean {
  const { occurredAt, dueAt } = plan.at(index);
  return occurredAt <= dueAt;
}

/**
 * What the board has to show: the domain's own fold over what was acknowledged and what others put into the journal, in the
 * journal's order.
 */
export class Expectation {
  readonly stages: Uint8Array;
  readonly marks: Uint8Array;
  readonly answerDifferences: AnswerDifference[] = [];
  /** Incidents as acknowledged, which whoever expects something puts in, and as the journal tells of them. */
  readonly incidents = new IncidentFold();
  /** Entries that tell what came of a silent call. */
  readonly callSeqs = new Set<number>();
  others = 0;
  escalated = 0;
  private readonly standings: Standings;
  private overdueAt: number | null = null;

  constructor(
    private readonly tree: RegionTree,
    private readonly calendar: Calendar,
  ) {
    this.standings = new Standings(tree.size);
    this.stages = new Uint8Array(tree.size);
    this.marks = new Uint8Array(tree.size);
  }

  /** @param beside entries of the journal that are not among the acknowledged, in order */
  async fold(drill: Acknowledged, beside: AsyncIterable<JournalEntry>): Promise<void> {
    const { acknowledged } = drill;
    let next = 0;
    const takeUntil = (seq: number): void => {
      for (; (acknowledged[next]?.seq ?? Infinity) < seq; next++) {
        const entry = acknowledged[next];
        if (entry !== undefined) this.report(drill, entry);
      }
    };
    for await (const entry of beside) {
      takeUntil(entry.seq);
      this.other(entry);
    }
    takeUntil(Infinity);
    this.close();
  }

  private report(drill: { plan: DeliveryPlan; ledger: Ledger }, entry: { seq: number; index: number }): void {
    const { position, stage, occurredAt, dueAt, turnout } = drill.plan.at(entry.index);
    const after = withReport(
      this.standings.get(position),
      { stage, occurredAt, receivedAt: dueAt, turnout },
      entry.seq,
    );
    this.standings.set(position, after);
    const answered = drill.ledger.answeredStage(entry.index);
    if (answered === after.stage) return;
    const tps = this.tree.tpsCodeAt(position);
    this.answerDifferences.push({ tps, seq: entry.seq, answered, expected: after.stage });
  }

  private other(entry: JournalEntry): void {
    this.passDeadlines(entry);
    if (isKind(entry, 'incident.escalated.v1')) this.escalated++;
    if (isKind(entry, 'call.ended.v1')) this.callSeqs.add(entry.seq);
    const incident = incidentOf(entry);
    if (incident !== null) this.incidents.take(incident);
    const position = isTpsSubject(entry.subject) ? this.tree.positionOf(entry.subject) : -1;
    if (position < 0) return;
    const before = this.standings.get(position);
    const after = evolveTps(before, entry);
    // Incidents and calls are about a TPS as well, and most of what becomes of its result, and leave it where it stands.
    if (after === before) return;
    this.others++;
    this.standings.set(position, after);
  }

  /** A clock that is set back takes deadlines back with it. */
  private passDeadlines(entry: JournalEntry): void {
    if (isKind(entry, 'calendar.passed.v1')) this.overdueAt = Date.parse(entry.body.at);
    if (isKind(entry, 'clock.set.v1') && this.overdueAt !== null) {
      this.overdueAt = Math.min(this.overdueAt, Date.parse(entry.body.at));
    }
  }

  private close(): void {
    const incidents = this.incidents.marks(this.tree);
    for (let position = 0; position < this.tree.size; position++) {
      const { stage, marks } = this.standings.get(position);
      this.stages[position] = stage;
      this.marks[position] = marks | (incidents[position] ?? 0) | (this.isOverdue(position) ? OVERDUE_BIT : 0);
    }
  }

  private isOverdue(position: number): boolean {
    if (this.overdueAt === null) return false;
    return silenceOf(this.calendar, this.standings.standing(position), this.overdueAt) !== null;
  }
}
