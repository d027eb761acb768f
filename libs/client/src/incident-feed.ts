import type { IncidentChanged } from '@posko/contracts';
import { answered } from './answer';
import type { Answer } from './answer';
import { IncidentLine } from './incident-line';
import type { IncidentListing, IncidentPage } from './incident-line';
import type { IncidentQuestion } from './incident-question';
import { LiveFeed } from './live-feed';
import type { LiveFeedSource } from './live-feed';

export interface IncidentFeedOptions<P extends IncidentPage> extends LiveFeedSource {
  readonly question: IncidentQuestion<P>;
}

/** A list of incidents, live: its pages as far as they were asked for, in the server's order (`IncidentLine`). */
export class IncidentFeed<P extends IncidentPage = IncidentPage> extends LiveFeed<
  IncidentListing<P>,
  IncidentChanged,
  readonly P[]
> {
  private readonly question: IncidentQuestion<P>;
  private readonly list: IncidentLine<P>;

  constructor({ question, ...source }: IncidentFeedOptions<P>) {
    const list = new IncidentLine<P>(question);
    super(source, {
      room: { kind: 'incident', region: question.region },
      line: list,
      isTimed: question.isTimed === true,
      load: () => pages(question, list.rows.length),
      read: (live) =>
        live.event === 'incident.changed.v1' && live.message.region === question.region ? live.message : null,
    });
    this.question = question;
    this.list = list;
  }

  /** Loads the page after those that are here. */
  async more(): Promise<void> {
    const { next } = this.list;
    if (next === null) return;
    // An instance that lags: what it says of these rows may be older than what we know of them.
    await this.add(
      () => this.question.load(next),
      (page) => this.list.next !== next || this.list.append(page),
    );
  }
}

/** As many pages as there are rows now, so that the list does not shrink under its reader. */
async function pages<P extends IncidentPage>(
  question: IncidentQuestion<P>,
  rows: number,
): Promise<Answer<readonly P[]>> {
  const found: P[] = [];
  let count = 0;
  let after: string | null = null;
  do {
    const answer: Answer<P> = await question.load(after);
    if (!answer.isOk) return answer;
    found.push(answer.value);
    count += answer.value.rows.length;
    after = answer.value.next;
  } while (after !== null && count < rows);
  return answered(found);
}
