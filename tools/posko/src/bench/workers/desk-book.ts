import type { IncidentAnswer, IncidentRow } from '@posko/contracts';
import { Histogram } from '../histogram';
import type { Latency } from '../histogram';
import type { Answered } from '../http-person';

interface Save {
  readonly sentAt: number;
  readonly person: number;
  /** A word that the note has to hold from here on. */
  readonly token?: string | undefined;
  readonly isTaking?: boolean;
}

interface Promised {
  version: number;
  readonly tokens: string[];
  readonly takenBy: Set<number>;
  saves: number;
}

/** When a screen came to know everything up to an entry. */
export interface Receipt {
  readonly to: number;
  readonly at: number;
}

export interface DeskVerdict {
  readonly logged: number;
  readonly saves: number;
  /** Acknowledged, but not in the queue of the end. */
  readonly lost: number;
  /** Taken by two, both of whom were told that it is theirs. */
  readonly assignedTwice: number;
  /** Acknowledged changes that the incident does not show. */
  readonly overwritten: number;
  /** Told that somebody was before. */
  readonly told: number;
  readonly failed: number;
  readonly failure: string | undefined;
  readonly left: number;
  readonly answered: Latency;
  /** From sending a save until the last screen knew of it, the browsers among them. */
  readonly everyScreen: Latency;
  /** The same without those, which have to paint it on this very machine. */
  readonly scripted: Latency;
  /** Saves that some screen was never told of. */
  readonly unseen: number;
}

/** What the operators were promised, and when their screens heard of it. */
export class DeskBook {
  told = 0;
  /** Screens from this number on are browsers. */
  operators = Infinity;
  private failed = 0;
  private failure: string | undefined;
  private tokens = 0;
  private readonly promised = new Map<string, Promised>();
  private readonly saves: { readonly seq: number; readonly sentAt: number }[] = [];
  private readonly receipts = new Map<number, Receipt[]>();
  private readonly answers = new Histogram();

  /** A word that occurs nowhere else. */
  token(): string {
    return `k${(this.tokens++).toString(36)}`;
  }

  saved(answer: Answered, { sentAt, person, token, isTaking }: Save): IncidentAnswer {
    const saved = JSON.parse(answer.text) as IncidentAnswer;
    const { incident, seq } = saved;
    this.answers.add(answer.ms);
    this.saves.push({ seq, sentAt });
    const promised = this.promised.get(incident.id) ?? { version: 0, tokens: [], takenBy: new Set<number>(), saves: 0 };
    promised.version = Math.max(promised.version, incident.version);
    promised.saves++;
    if (token !== undefined) promised.tokens.push(token);
    if (isTaking === true) promised.takenBy.add(person);
    this.promised.set(incident.id, promised);
    return saved;
  }

  fail(reason: Answered | string, about = ''): void {
    this.failed++;
    this.failure ??=
      typeof reason === 'string' ? reason : `HTTP ${reason.status} ${reason.text.slice(0, 200)} ${about}`;
  }

  /** @param screen number of whoever sits before it */
  heard(screen: number, { to }: { to: number }, at: number): void {
    const receipts = this.receipts.get(screen);
    if (receipts === undefined) this.receipts.set(screen, [{ to, at }]);
    else receipts.push({ to, at });
  }

  /** @param rows every incident as the server has it in the end */
  verdict(rows: ReadonlyMap<string, IncidentRow>): DeskVerdict {
    const screens = [...this.receipts].map(([, receipts]) => receipts);
    const { latency, unseen } = this.everyScreen(screens);
    const listening = [...this.receipts].filter(([screen]) => screen < this.operators);
    const entries = [...this.promised];
    const known = entries.flatMap(([id, promised]) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ row, promised }];
    });
    return {
      logged: entries.length,
      saves: this.saves.length,
      lost: entries.length - known.length,
      assignedTwice: entries.filter(([, { takenBy }]) => takenBy.size > 1).length,
      overwritten: known.reduce((sum, { row, promised }) => sum + missing(row, promised), 0),
      told: this.told,
      failed: this.failed,
      failure: this.failure,
      left: known.filter(({ row }) => row.assignee === null).length,
      answered: this.answers.summary,
      everyScreen: latency,
      scripted: this.everyScreen(listening.map(([, receipts]) => receipts)).latency,
      unseen,
    };
  }

  private everyScreen(screens: readonly (readonly Receipt[])[]): { latency: Latency; unseen: number } {
    const latency = new Histogram();
    const next = screens.map(() => 0);
    let unseen = 0;
    for (const { seq, sentAt } of this.saves.toSorted((a, b) => a.seq - b.seq)) {
      const times = screens.map((receipts, screen) => {
        while ((receipts[next[screen] ?? 0]?.to ?? Infinity) < seq) next[screen] = (next[screen] ?? 0) + 1;
        return receipts[next[screen] ?? 0]?.at ?? Infinity;
      });
      const last = Math.max(...times);
      if (last === Infinity) unseen++;
      else latency.add(last - sentAt);
    }
    return { latency: latency.summary, unseen };
  }
}

/** Acknowledged changes that an incident does not show: words missing in its note, or versions that nobody made. */
function missing(row: IncidentRow, { version, saves, tokens }: Promised): number {
  const words = new Set((row.note ?? '').split(' '));
  const gone = tokens.filter((token) => !words.has(token)).length;
  return gone + (row.version === version && row.version === saves ? 0 : 1);
}
