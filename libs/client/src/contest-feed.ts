import type { ResultChanged, ResultList, ResultRow, TotalsChanged, TotalsResponse } from '@posko/contracts';
import type { Answer } from './answer';
import { ResultListLine, TotalsLine } from './contest-line';
import { LiveFeed } from './live-feed';
import type { LiveFeedSource } from './live-feed';

/** What of a contest is followed, and how it is asked for. */
export interface ContestQuestion<V> {
  /** Id of the contest: messages know it by no other name. */
  readonly contest: string;
  readonly region: string;
  load(): Promise<Answer<V>>;
}

export interface ContestFeedOptions<V> extends LiveFeedSource {
  readonly question: ContestQuestion<V>;
}

export type TotalsFeed = LiveFeed<TotalsResponse, TotalsChanged>;
export type ResultListFeed = LiveFeed<ResultList, ResultChanged>;

/** Totals of a region of a contest and of what lies one tier below, live. */
export function totalsFeed({ question, ...source }: ContestFeedOptions<TotalsResponse>): TotalsFeed {
  return new LiveFeed(source, {
    room: { kind: 'totals', contest: question.contest, region: question.region },
    line: new TotalsLine(),
    load: () => question.load(),
    read: (live) => (live.event === 'totals.changed.v1' ? ofRoom(question, live.message) : null),
  });
}

/** The beginning of a list of results, live; `belongs` says of a row whether it is on the list. */
export function resultListFeed(
  { question, ...source }: ContestFeedOptions<ResultList>,
  belongs: (row: ResultRow) => boolean,
): ResultListFeed {
  return new LiveFeed(source, {
    room: { kind: 'result', contest: question.contest, region: question.region },
    line: new ResultListLine(belongs),
    load: () => question.load(),
    read: (live) => (live.event === 'result.changed.v1' ? ofRoom(question, live.message) : null),
  });
}

/** One connection carries the messages of every room that is joined. */
function ofRoom<M extends { readonly contest: string; readonly region: string }>(
  { contest, region }: Pick<ContestQuestion<unknown>, 'contest' | 'region'>,
  message: M,
): M | null {
  return message.contest === contest && message.region === region ? message : null;
}
