import { ENDPOINTS, ErrorBody, IncidentAnswer, IncidentList, NextCallResponse, OutcomeAnswer } from '@posko/contracts';
import type { IncidentPatch, IncidentRequest, OutcomeRequest } from '@posko/contracts';
import { Incident } from '@posko/domain';
import type { CallOutcomeAnswer, DeskApi, Failed, IncidentOutcome, NextCall, Refused } from './api';
import { failedWith, failureOf, parseJson, pathOf, unreadable } from './http-connection';
import type { HttpConnection, Received, Sending } from './http-connection';

const CREATED = 201;
const CONFLICT = 409;
const PAGE = 200;

/** The help desk over HTTP: as many operators as there are accounts, one where nobody signs in. */
export class HttpDesk implements DeskApi {
  constructor(private readonly connection: HttpConnection) {}

  get operators(): number {
    return Math.max(1, this.connection.accounts);
  }

  openIncident(operator: number, body: IncidentRequest): Promise<IncidentOutcome> {
    const { path } = ENDPOINTS.openIncident;
    return this.command({ method: 'POST', path, body, as: operator }, outcomeOf);
  }

  async changeIncident(operator: number, incidentId: string, body: IncidentPatch): Promise<IncidentOutcome> {
    const path = pathOf(ENDPOINTS.changeIncident.path, { incidentId });
    try {
      const received = await this.connection.send({ method: 'PATCH', path, body, as: operator });
      return staleIn(received) ?? failureOf(received) ?? outcomeOf(received);
    } catch (error) {
      return failedWith(error);
    }
  }

  incidents(after: string | null): Promise<IncidentList> {
    const query = new URLSearchParams({ view: 'all', sort: 'opened', order: 'asc', limit: `${PAGE}` });
    if (after !== null) query.set('after', after);
    return this.connection.read(`${ENDPOINTS.incidents.path}?${query.toString()}`, IncidentList);
  }

  nextCall(operator: number, region: string | undefined): Promise<NextCall> {
    const query = region === undefined ? '' : `?region=${region}`;
    return this.command({ method: 'GET', path: ENDPOINTS.nextCall.path + query, as: operator }, (received) => {
      const answer = NextCallResponse.safeParse(parseJson(received.text));
      return answer.success ? { kind: 'given', tps: answer.data.tps?.code ?? null } : unreadable(received);
    });
  }

  endCall(operator: number, tpsCode: string, body: OutcomeRequest): Promise<CallOutcomeAnswer> {
    const path = pathOf(ENDPOINTS.endCall.path, { tpsCode });
    return this.command({ method: 'POST', path, body, as: operator }, (received) => {
      const answer = OutcomeAnswer.safeParse(parseJson(received.text));
      return answer.success ? { kind: 'accepted', seq: answer.data.seq } : unreadable(received);
    });
  }

  /** Sends a command; whatever is no success is the same for all of them. */
  private async command<A extends { readonly kind: string }>(
    sending: Sending,
    read: (received: Received) => A,
  ): Promise<A | Refused | Failed> {
    try {
      const received = await this.connection.send(sending);
      return failureOf(received) ?? read(received);
    } catch (error) {
      return failedWith(error);
    }
  }
}

function outcomeOf(received: Received): IncidentOutcome {
  const answer = IncidentAnswer.safeParse(parseJson(received.text));
  if (!answer.success) return unreadable(received);
  const { seq, incident } = answer.data;
  return { kind: received.statusCode === CREATED ? 'accepted' : 'repeated', seq, incident };
}

/** Whoever comes too late is told how it stands now. */
function staleIn({ statusCode, text }: Received): IncidentOutcome | null {
  const error = statusCode === CONFLICT ? ErrorBody.safeParse(parseJson(text)) : null;
  if (error?.success !== true || error.data.code !== 'stale-version') return null;
  const current = Incident.safeParse(error.data.params?.['current']);
  return current.success ? { kind: 'stale', current: current.data } : null;
}
