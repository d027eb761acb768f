import { ContestList, ENDPOINTS, EvidenceAnswer, ResultAnswer, TotalsResponse } from '@posko/contracts';
import type { EntryRequest, ResultDecisionRequest } from '@posko/contracts';
import type { Contest } from '@posko/domain';
import type { Failed, Refused } from './api';
import { failedWith, failureOf, parseJson, pathOf, unreadable } from './http-connection';
import type { HttpConnection } from './http-connection';

/** What became of a reading or a decision. */
export type FormAnswer = { readonly kind: 'accepted'; readonly result: ResultAnswer } | Refused | Failed;

/** What became of a photo, and what was doubtful about it. */
export type PhotoAnswer = { readonly kind: 'accepted'; readonly doubts: EvidenceAnswer['doubts'] } | Refused | Failed;

/** Who sends: the two who read each form, and the one who decides between them. */
export const READERS = [0, 1] as const;
export const VERIFIER = 2;

/** Forms over HTTP. Commands never throw; reads do. */
export class HttpForms {
  constructor(private readonly connection: HttpConnection) {}

  async contests(): Promise<readonly Contest[]> {
    return (await this.connection.read(ENDPOINTS.contests.path, ContestList)).contests;
  }

  enter(place: FormPlace, body: EntryRequest, as: number): Promise<FormAnswer> {
    return this.command(pathOf(ENDPOINTS.enterResult.path, { ...place }), body, as);
  }

  decide(place: FormPlace, body: ResultDecisionRequest): Promise<FormAnswer> {
    return this.command(pathOf(ENDPOINTS.decideResult.path, { ...place }), body, VERIFIER);
  }

  /** A photo of the first page, in the name of whoever reads first. */
  async photo({ contest, tpsCode }: FormPlace, id: string, bytes: Buffer): Promise<PhotoAnswer> {
    const query = new URLSearchParams({ id, contest, tps: tpsCode });
    try {
      const path = `${ENDPOINTS.keepEvidence.path}?${query.toString()}`;
      const received = await this.connection.send({ method: 'POST', path, bytes, as: READERS[0] });
      const answer = failureOf(received);
      if (answer !== null) return answer;
      const kept = EvidenceAnswer.safeParse(parseJson(received.text));
      return kept.success ? { kind: 'accepted', doubts: kept.data.doubts } : unreadable(received);
    } catch (error) {
      return failedWith(error);
    }
  }

  totals(contest: string, regionCode: string): Promise<TotalsResponse> {
    return this.connection.read(pathOf(ENDPOINTS.totals.path, { contest, regionCode }), TotalsResponse);
  }

  private async command(path: string, body: object, as: number): Promise<FormAnswer> {
    try {
      const received = await this.connection.send({ method: 'POST', path, body, as });
      const answer = failureOf(received);
      if (answer !== null) return answer;
      const result = ResultAnswer.safeParse(parseJson(received.text));
      return result.success ? { kind: 'accepted', result: result.data } : unreadable(received);
    } catch (error) {
      return failedWith(error);
    }
  }
}

export interface FormPlace {
  readonly contest: string;
  readonly tpsCode: string;
}
