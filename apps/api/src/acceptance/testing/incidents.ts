import type {
  ErrorBody,
  IncidentAnswer,
  IncidentDetail,
  IncidentList,
  IncidentPatch,
  IncidentRequest,
} from '@posko/contracts';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import type { RunningServer } from '../../server';
import { poster, posting, send } from './small-server';
import type { Answer, Cookie } from './small-server';

/** A call as the contract accepts it, about the TPS at a position of the small register. */
export function call(position = 0, changes: Partial<IncidentRequest> = {}): IncidentRequest {
  return { id: nextCommandId(), kind: 'LOG-01', tps: smallTpsCode(position), note: 'surat suara kurang', ...changes };
}

export type Changed = IncidentAnswer & ErrorBody;
export type Patch = Omit<IncidentPatch, 'id' | 'version'> & { id?: string };

/** Someone at the help desk: what they can do to incidents on one instance. */
export class Desk {
  constructor(
    private readonly server: RunningServer,
    private readonly as?: Cookie,
  ) {}

  /** Logs a call; fails the test where that is refused. */
  async open(position = 0, changes: Partial<IncidentRequest> = {}): Promise<IncidentAnswer['incident']> {
    const { status, body } = await this.post<Changed>('/api/incidents', call(position, changes));
    if (status !== 201) throw new Error(`Refused: ${JSON.stringify(body)}`);
    return body.incident;
  }

  /** Changes an incident as it was seen. */
  patch({ id, version }: { id: string; version: number }, change: Patch): Promise<Answer<Changed>> {
    const body = { id: nextCommandId(), version, ...change };
    return send(this.server, `/api/incidents/${id}`, { ...posting(body), method: 'PATCH', ...this.who() });
  }

  /** The same; fails the test where it is refused. */
  async change(seen: { id: string; version: number }, change: Patch): Promise<IncidentAnswer['incident']> {
    const { status, body } = await this.patch(seen, change);
    if (status !== 200) throw new Error(`Refused: ${JSON.stringify(body)}`);
    return body.incident;
  }

  async list(query = ''): Promise<IncidentList> {
    return (await this.get<IncidentList>(`/api/incidents${query}`)).body;
  }

  async detail(id: string): Promise<IncidentDetail> {
    return (await this.get<IncidentDetail>(`/api/incidents/${id}`)).body;
  }

  get<T>(path: string): Promise<Answer<T>> {
    return send<T>(this.server, path, this.who());
  }

  put<T>(path: string, body: unknown): Promise<Answer<T>> {
    return send<T>(this.server, path, { ...posting(body), method: 'PUT', ...this.who() });
  }

  post<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.as === undefined
      ? send<T>(this.server, path, posting(body))
      : poster(this.server, this.as)<T>(path, body);
  }

  private who(): { as?: Cookie } {
    return this.as === undefined ? {} : { as: this.as };
  }
}
