import { randomUUID } from 'node:crypto';
import type { IncidentAnswer, IncidentDetail, IncidentList } from '@posko/contracts';
import type { IncidentKind } from '@posko/domain';
import type { Who } from './people';
import type { Room } from './room';

export interface Call {
  readonly tps: string;
  readonly kind: IncidentKind;
  readonly note: string;
  readonly severity?: number;
  readonly phone?: string;
  readonly caller?: string;
  readonly attachments?: readonly string[];
}

type Told = IncidentAnswer['incident'];

/** Somebody logs a call; a supervisor over everything unless `as` says otherwise. */
export async function log(room: Room, call: Call, as?: Who): Promise<Told> {
  const who = as === undefined ? {} : { as };
  const { incident } = await room.send<IncidentAnswer>('POST', '/api/incidents', { ...who, ...call });
  return incident;
}

/** Somebody changes an incident as it is now. */
export async function change(room: Room, id: string, what: object, as?: Who): Promise<Told> {
  const { version } = await look(room, id);
  const who = as === undefined ? {} : { as };
  const body = { ...who, id: randomUUID(), version, ...what };
  return (await room.send<IncidentAnswer>('PATCH', `/api/incidents/${id}`, body)).incident;
}

export async function look(room: Room, id: string): Promise<Told> {
  return (await room.get<IncidentDetail>(`/api/incidents/${id}`)).incident;
}

/** @param query as of the queue's address, such as `view=unassigned` */
export async function queue(room: Room, query = ''): Promise<IncidentList> {
  return room.get<IncidentList>(`/api/incidents?${query}`);
}
