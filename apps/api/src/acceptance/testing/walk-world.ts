import type {
  AttachmentAnswer,
  CommandAnswer,
  Handover,
  IncidentAnswer,
  ProjectorLinkAnswer,
  ReleaseSummary,
} from '@posko/contracts';
import type { Person } from '@posko/domain';
import { may } from '@posko/domain';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { PNG } from '../../attachment/testing/samples';
import { People } from '../../platform/access/people';
import type { RunningServer } from '../../server';
import { ask } from './four-eyes';
import { importContests } from './small-contests';
import { eventually, personWith, post, postReport, poster, send, signIn } from './small-server';

/** Whoever walks. */
export type Walker = Pick<Person, 'id' | 'name' | 'role' | 'scope'>;

export const SIDES = ['inside', 'outside'] as const;
export type Side = (typeof SIDES)[number];

/** Real content of every kind at one place, so that a refusal is about the place and not about something missing. */
export interface Place {
  readonly region: string;
  readonly tps: string;
  /** Another desa there, for codes that would end a crew's session. */
  readonly desa: string;
  /** On the other side. */
  readonly other: { readonly region: string; readonly tps: string };
  readonly receipt: string;
  readonly incident: string;
  readonly photo: { readonly incident: string; readonly sha256: string };
  readonly approval: string;
  readonly user: string;
  /** Written to the walker where they may sign it. */
  readonly handover: string;
  /** Number of a draft of somebody else, of the regent's or mayor's contest there. */
  readonly release: string;
  readonly contest: string;
  readonly link: string;
  /** Someone else, who may do everything of the desk there. */
  readonly colleague: string;
}

/** Walkers stand in Pacitan (3501), a crew at its own TPS; outside is Surabaya. */
export const STANDS = '3501';
const SITES = {
  inside: { region: '350102', position: 15, desa: '3501022001' },
  outside: { region: '357801', position: 26, desa: '3578011001' },
} as const;
export const INSIDE_TPS = smallTpsCode(SITES.inside.position);

export async function walkWorld(server: RunningServer, walker: Walker): Promise<Record<Side, Place>> {
  await importContests(server);
  const supervisor = await personWith(server, 'supervisor', '35');
  const second = supervisor.id === walker.id ? await personWith(server, 'operator', '35') : supervisor;
  const people = server.context.get(People, { strict: false });
  await eventually(() => {
    if (people.byId(second.id) === undefined) throw new Error('This instance has not heard of everyone');
    if (walker.role !== 'field' && people.byId(walker.id) === undefined) throw new Error('Nor of who walks');
  });
  const place = (side: Side): Promise<Place> => content(server, side, { walker, second: second.id });
  return { inside: await place('inside'), outside: await place('outside') };
}

interface Those {
  readonly walker: Walker;
  readonly second: string;
}

async function content(server: RunningServer, side: Side, { walker, second }: Those): Promise<Place> {
  const { region, position, desa } = SITES[side];
  const other = SITES[side === 'inside' ? 'outside' : 'inside'];
  const tps = smallTpsCode(position);
  const made = async <T>(path: string, body: object): Promise<T> => {
    const answer = await post<T>(server, path, { id: nextCommandId(), ...body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { receipt } = (await postReport(server, position, { stage: 'open' })).body satisfies CommandAnswer;
  const call = { kind: 'LOG-05', tps, note: 'segel kurang' };
  const incident = await made<IncidentAnswer>('/api/incidents', call);
  const { sha256 } = await photo(server);
  const withPhoto = await made<IncidentAnswer>('/api/incidents', { ...call, attachments: [sha256] });
  await formPhoto(server, tps);
  const press = await pressDesk(server, region);
  const to = walker.role !== 'field' && may(walker, 'shift.sign', region) ? walker.id : second;
  const handover = await made<Handover>('/api/handovers', { region, to });
  return {
    ...{ region, tps, desa, receipt },
    ...press,
    other: { region: other.region, tps: smallTpsCode(other.position) },
    incident: incident.incident.id,
    photo: { incident: withPhoto.incident.id, sha256 },
    approval: (await ask(server, { type: 'stepBack', tps, stage: 'ready' })).body.id,
    user: (await personWith(server, 'viewer', region)).id,
    handover: handover.id,
    colleague: second,
  };
}

/** What a commissioner over everything, who never walks, has for the press there. */
async function pressDesk(server: RunningServer, region: string): Promise<Pick<Place, 'release' | 'contest' | 'link'>> {
  const as = poster(server, await signIn(server, 'commissioner', '0'));
  const contest = `pkwkk-${region.slice(0, 4)}`;
  const { number } = (await as<ReleaseSummary>('/api/releases', { id: nextCommandId(), contest })).body;
  const order = { id: nextCommandId(), region, label: 'Ruang pers', hours: 12 };
  const { link } = (await as<ProjectorLinkAnswer>('/api/projector-links', order)).body;
  return { release: String(number), contest, link: link.id };
}

async function photo(server: RunningServer): Promise<AttachmentAnswer> {
  const body = new Uint8Array(PNG);
  return (await send<AttachmentAnswer>(server, '/api/attachments', { method: 'POST', body })).body;
}

/** The same picture as a page of a form. */
async function formPhoto(server: RunningServer, tps: string): Promise<void> {
  const query = new URLSearchParams({ id: nextCommandId(), contest: 'pkwkp-35', tps });
  const { status } = await send(server, `/api/evidence?${query.toString()}`, {
    method: 'POST',
    body: new Uint8Array(PNG),
  });
  if (status > 201) throw new Error(`The photo of ${tps} was not kept: ${status}`);
}
