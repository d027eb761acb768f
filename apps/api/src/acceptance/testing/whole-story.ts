import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Handover,
  IncidentAnswer,
  NextCallResponse,
  ProjectorLinkAnswer,
  ReleaseSummary,
  ResultAnswer,
  UserAnswer,
} from '@posko/contracts';
import { SYSTEM_ACTOR } from '@posko/domain';
import type { JournalKind } from '@posko/domain';
import type { FakeClock } from '@posko/testing';
import { SMALL_CONTESTS, nextCommandId, smallTpsCode, soundForm } from '@posko/testing';
import { PNG } from '../../attachment/testing/samples';
import { CalendarTicker } from '../../board/calendar-ticker';
import { ContactImportService } from '../../contact/import/contact-import.service';
import { EscalationTicker } from '../../incident/escalation-ticker';
import { RefusalLog } from '../../platform/access/refusal-log';
import { JournalRepository } from '../../platform/journal/journal.repository';
import type { RunningServer } from '../../server';
import { SirekapImportService } from '../../sirekap/sirekap-import.service';
import { aggregateFile, writeFiles } from '../../sirekap/testing/sirekap-fixture';
import { actTogether, ask } from './four-eyes';
import { quickCountOf } from './press';
import { importContests } from './small-contests';
import { eventually, personWith, poster, postReport, posting, request, send, signIn } from './small-server';
import type { Cookie } from './small-server';

export interface Desk {
  readonly server: RunningServer;
  readonly clock: FakeClock;
  /** For files that are imported. */
  readonly folder: string;
}

type Chapter = (desk: Desk) => Promise<unknown>;

const id = (): { id: string } => ({ id: nextCommandId() });
const TPS = smallTpsCode(7);
const RESULT = `/api/contests/pkwkp/tps/${TPS}`;

/** Sends as the supervisor or as someone else; anything but a success ends the story. */
async function must<T>(server: RunningServer, path: string, init: RequestInit & { as?: Cookie } = {}): Promise<T> {
  const { status, body } = await send<T>(server, path, init);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

const put = (method: string, body: object): RequestInit => ({ ...posting({ ...id(), ...body }), method });

async function newcomer({ server }: Desk): Promise<string> {
  const admin = await signIn(server, 'administrator', '35');
  const user = { username: `baru-${nextCommandId()}`, displayName: 'Baru', role: 'operator', region: '3501' };
  const made = await must<UserAnswer>(server, '/api/users', { ...put('POST', user), as: admin });
  const token = made.invitation?.path.split('=')[1];
  const password = 'empat kata yang panjang sekali';
  const answer = await poster(server, null)('/api/session/invitation', { token, password });
  if (answer.status !== 201) throw new Error(`The invitation was refused: ${JSON.stringify(answer.body)}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function opened({ server }: Desk): Promise<IncidentAnswer['incident']> {
  const call = { kind: 'LOG-05', tps: TPS, note: 'segel kurang', phone: '0812-3456-789', caller: 'Siti' };
  return (await must<IncidentAnswer>(server, '/api/incidents', put('POST', call))).incident;
}

/** A reading by someone of that role. */
async function entered({ server }: Desk, role: 'operator' | 'verifier'): Promise<ResultAnswer> {
  const form = soundForm(SMALL_CONTESTS[0] ?? { options: [] });
  return must(server, `${RESULT}/entries`, { ...put('POST', { form }), as: await signIn(server, role, '35') });
}

async function photographed({ server }: Desk, tps: string): Promise<unknown> {
  await importContests(server);
  const query = new URLSearchParams({ ...id(), contest: 'pkwkp', tps });
  return must(server, `/api/evidence?${query.toString()}`, { method: 'POST', body: new Uint8Array(PNG) });
}

async function handedOver({ server }: Desk): Promise<string> {
  const { id: to } = await personWith(server, 'supervisor', '35');
  return eventually(
    async () => (await must<Handover>(server, '/api/handovers', put('POST', { region: '3501', to }))).id,
  );
}

/** Number of a release that the province's commissioner froze. */
async function drafted({ server }: Desk): Promise<number> {
  await importContests(server);
  const as = await signIn(server, 'commissioner', '35');
  const { number } = await must<ReleaseSummary>(server, '/api/releases', {
    ...put('POST', { contest: 'pkwkp-35' }),
    as,
  });
  return number;
}

async function linked({ server }: Desk): Promise<ProjectorLinkAnswer> {
  return must(server, '/api/projector-links', put('POST', { region: '35', label: 'Ruang pers', hours: 12 }));
}

async function taken({ server }: Desk): Promise<string> {
  const tps = await eventually(async () => {
    const { tps } = await must<NextCallResponse>(server, '/api/calls/next');
    if (tps === null) throw new Error('Nobody is silent yet');
    return tps;
  });
  return tps.code;
}

/** Looks at the clock until the journal has it. The instance's own ticker may be first, which is the same. */
async function ticked(
  server: RunningServer,
  kind: 'calendar.passed.v1' | 'incident.escalated.v1',
  ticker: { tick(): Promise<unknown> },
): Promise<void> {
  await eventually(async () => {
    await ticker.tick();
    const entry = await server.context.get(JournalRepository, { strict: false }).latest(kind);
    if (entry === null) throw new Error(`No ${kind} yet`);
  });
}

const PAUSE = { act: 'pause', reason: 'gangguan pusat data' };

/**
 * How each kind of entry comes about: through the doors that people and programs use, in this order. A new kind without a
 * chapter does not compile.
 */
export const WHOLE_STORY: Readonly<Record<JournalKind, Chapter>> = {
  // Each server of a spec begins with one.
  'register.imported.v1': () => Promise.resolve(),
  'tps.reported.v1': ({ server }) => postReport(server, 7, { stage: 'counted', turnout: 301 }),
  'tps.marked.v1': ({ server }) =>
    must(server, `/api/tps/${TPS}/marks`, put('POST', { mark: 'psu', isSet: true, reason: 'rekomendasi' })),
  'approval.asked.v1': ({ server }) => ask(server, { type: 'stepBack', tps: TPS, stage: 'ready' }),
  'approval.decided.v1': ({ server }) => actTogether(server, { type: 'correctRegister', tps: TPS, dptL: 1, dptP: 2 }),
  'tps.steppedBack.v1': ({ server }) => actTogether(server, { type: 'stepBack', tps: TPS, stage: 'open' }),
  'register.corrected.v1': ({ server }) => actTogether(server, { type: 'correctRegister', tps: TPS, dptL: 9, dptP: 8 }),
  'clock.set.v1': ({ server }) => must(server, '/api/clock', put('PUT', { at: '2024-11-26T19:00:00+07:00', speed: 1 })),
  'calendar.passed.v1': ({ server }) =>
    ticked(server, 'calendar.passed.v1', server.context.get(CalendarTicker, { strict: false })),
  'sirekap.imported.v1': async ({ server, folder }) => {
    const own = aggregateFile({
      ts: '2024-11-28 10:15:04',
      own: [38, 40, 700, 900],
      table: { '3578': [19, 20, 350, 450] },
    });
    const form = { chart: { '1000032': 71 }, administrasi: null, images: [], ts: '2024-11-27 20:00:00' };
    await writeFiles(join(folder, 'sirekap'), { 'pkwkp/35/35.json': own, [`pkwkp/${TPS}.json`]: form });
    return server.context.get(SirekapImportService, { strict: false }).import(join(folder, 'sirekap'), 'pkwkp');
  },
  'contacts.imported.v1': async ({ server, folder }) => {
    const path = join(folder, 'contacts.csv');
    await writeFile(path, 'place,duty,name,phone\n3501012001001,Ketua KPPS,Siti Rahayu,081255566677\n');
    const importer = server.context.get(ContactImportService, { strict: false });
    return importer.import({ path, name: 'contacts.csv', actor: SYSTEM_ACTOR });
  },
  'user.created.v1': newcomer,
  'credential.changed.v1': newcomer,
  'session.opened.v1': newcomer,
  'session.ended.v1': async (desk) => must(desk.server, '/api/session', { method: 'DELETE', as: await newcomer(desk) }),
  'user.changed.v1': async ({ server }) => {
    const { id: user } = await personWith(server, 'viewer', '3501');
    const as = await signIn(server, 'administrator', '35');
    return must(server, `/api/users/${user}`, { ...put('PATCH', { role: 'operator' }), as });
  },
  'activation.issued.v1': async ({ server }) => {
    const as = await signIn(server, 'administrator', '35');
    await (await request(server, '/api/activations', { ...put('POST', { region: '350101' }), as })).text();
  },
  'access.refused.v1': async ({ server }) => {
    await send(server, '/api/audit', { as: await signIn(server, 'viewer', '35') });
    await server.context.get(RefusalLog, { strict: false }).beforeApplicationShutdown();
  },
  'incident.opened.v1': opened,
  'incident.changed.v1': async (desk) => {
    const { id: incident, version } = await opened(desk);
    return must(desk.server, `/api/incidents/${incident}`, put('PATCH', { version, comment: 'sudah ditelepon' }));
  },
  'incident.escalated.v1': ({ server, clock }) => {
    clock.advance({ hours: 12 });
    return ticked(server, 'incident.escalated.v1', server.context.get(EscalationTicker, { strict: false }));
  },
  'call.taken.v1': taken,
  'call.ended.v1': async (desk) => {
    const outcome = { outcome: 'reached', note: 'segera lapor', phone: '0812' };
    return must(desk.server, `/api/calls/${await taken(desk)}/outcomes`, put('POST', outcome));
  },
  'handover.written.v1': handedOver,
  'handover.signed.v1': async (desk) => {
    const as = await signIn(desk.server, 'supervisor', '35');
    return must(desk.server, `/api/handovers/${await handedOver(desk)}/signatures`, { ...put('POST', {}), as });
  },
  'attachment.kept.v1': ({ server }) => must(server, '/api/attachments', { method: 'POST', body: new Uint8Array(PNG) }),
  'export.made.v1': async ({ server }) => (await request(server, '/api/figures/export')).text(),
  'contest.imported.v1': ({ server }) => importContests(server),
  'result.entered.v1': async (desk) => {
    await importContests(desk.server);
    await entered(desk, 'operator');
    return entered(desk, 'verifier');
  },
  'result.decided.v1': async (desk) => {
    await importContests(desk.server);
    const { version } = await entered(desk, 'operator');
    const decision = { type: 'withdraw', reason: 'salah foto', document: 'BA 12/2024' };
    const order = { version, decision };
    return must(desk.server, `${RESULT}/decisions`, put('POST', order));
  },
  'evidence.kept.v1': (desk) => photographed(desk, TPS),
  'evidence.matched.v1': async (desk) => {
    await photographed(desk, TPS);
    return photographed(desk, smallTpsCode(8));
  },
  'publication.paused.v1': ({ server }) => must(server, '/api/publication', put('POST', PAUSE)),
  'publication.resumed.v1': async ({ server }) => {
    await send(server, '/api/publication', put('POST', PAUSE));
    return must(server, '/api/publication', put('POST', { act: 'resume', reason: 'pulih' }));
  },
  'release.drafted.v1': (desk) => drafted(desk),
  'release.released.v1': async (desk) => {
    const as = await signIn(desk.server, 'commissioner', '0');
    return must(desk.server, `/api/releases/${await drafted(desk)}/release`, { ...put('POST', {}), as });
  },
  'release.discarded.v1': async (desk) => {
    const as = await signIn(desk.server, 'commissioner', '0');
    const order = put('POST', { reason: 'angka berubah' });
    return must(desk.server, `/api/releases/${await drafted(desk)}/discard`, { ...order, as });
  },
  'quickCount.entered.v1': async ({ server }) => {
    await importContests(server);
    const as = await signIn(server, 'commissioner', '35');
    return must(server, '/api/contests/pkwkp-35/quick-counts', { ...put('POST', quickCountOf('pkwkp-35')), as });
  },
  'projector.linked.v1': linked,
  'projector.revoked.v1': async (desk) => {
    const { link } = await linked(desk);
    return must(desk.server, `/api/projector-links/${link.id}/revocation`, put('POST', {}));
  },
  'recap.acted.v1': async ({ server }) => {
    await importContests(server);
    return must(server, '/api/recap/pkwkp/357801', put('POST', { version: 0, act: { type: 'open' } }));
  },
};
