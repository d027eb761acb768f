import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandAnswer } from '@posko/contracts';
import type { ReportRequest } from '@posko/contracts';
import { REPORTABLE_STAGES } from '@posko/domain';
import { smallTps } from '@posko/testing';

/** A report the server has answered with 2xx: it promised to keep it. */
export interface Acknowledged {
  readonly id: string;
  readonly tpsCode: string;
  readonly seq: number;
  readonly receipt: string;
  /** Statuses of the answers to this id, in turn; 201 at most once. */
  readonly statuses: readonly number[];
}

const ANSWER_TIMEOUT_MS = 10_000;
const PAUSE_MS = 20;

/**
 * Crews that report without pause and never give up: what got no answer, or a 503, is sent again under the same id until it
 * is acknowledged. Now and then an acknowledged report is sent once more, as a phone does that lost the answer.
 */
export class ReportLoad {
  readonly sentIds = new Set<string>();
  readonly acknowledged: Acknowledged[] = [];
  /** Answers that are neither a promise nor a "try again": there must be none. */
  readonly refusals: string[] = [];
  private isEnding = false;
  private isAbandoned = false;
  private readonly crews: Promise<void>[];

  constructor(
    private readonly url: string,
    private readonly cookie: string,
    crews: number,
  ) {
    this.crews = Array.from({ length: crews }, (_, index) => this.crew(index));
  }

  /** Lets every crew get its last report acknowledged. */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all(this.crews);
  }

  /** Gives up: what is on its way is no longer waited for. */
  abandon(): void {
    this.isEnding = true;
    this.isAbandoned = true;
  }

  /** Waits for that many more acknowledgements, unless there is nothing to wait for any more. */
  async more(count: number, isOver: () => boolean): Promise<void> {
    const goal = this.acknowledged.length + count;
    while (this.acknowledged.length < goal && this.refusals.length === 0 && !isOver()) await delay(PAUSE_MS);
  }

  private async crew(index: number): Promise<void> {
    const codes = smallTps().map((tps) => tps.code);
    for (let round = index; !this.isEnding; round += 7) {
      const tpsCode = codes[(round * 13) % codes.length] ?? '';
      const stage = REPORTABLE_STAGES[round % REPORTABLE_STAGES.length] ?? 'ready';
      await this.deliver(tpsCode, {
        id: randomUUID(),
        stage,
        occurredAt: '2024-11-27T09:00:00+07:00',
        turnout: round % 300,
      });
    }
  }

  private async deliver(tpsCode: string, report: ReportRequest): Promise<void> {
    this.sentIds.add(report.id);
    const statuses: number[] = [];
    for (let first: CommandAnswer | null = null; ;) {
      const response = await this.send(tpsCode, report);
      if (response === null) continue;
      statuses.push(response.status);
      if (response.status !== 200 && response.status !== 201) {
        this.refusals.push(`${response.status} ${response.body}`);
        return;
      }
      const answer = CommandAnswer.parse(JSON.parse(response.body));
      if (first === null && statuses.length === 1 && answer.seq % 10 === 0) {
        first = answer;
        continue;
      }
      this.acknowledged.push({ id: report.id, tpsCode, seq: answer.seq, receipt: answer.receipt, statuses });
      return;
    }
  }

  /** Null where nothing can be known: no connection, a broken one, or "try again". */
  private async send(tpsCode: string, report: ReportRequest): Promise<{ status: number; body: string } | null> {
    try {
      const response = await fetch(`${this.url}/api/tps/${tpsCode}/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: this.cookie },
        body: JSON.stringify(report),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      const body = await response.text();
      if (response.status !== 503) return { status: response.status, body };
    } catch {
      // The server or its database is being killed.
    }
    await delay(PAUSE_MS);
    return null;
  }
}
