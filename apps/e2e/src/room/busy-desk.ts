import { randomUUID } from 'node:crypto';
import type { AttachmentAnswer, Approval, Handover, ParentAnswer, UserAnswer } from '@posko/contracts';
import { smallTpsCode } from '@posko/testing';
import { toBuffer } from 'qrcode';
import { change, log } from './desk';
import type { Call } from './desk';
import type { Who } from './people';
import type { Room } from './room';

export const OPERATOR: Who = { role: 'operator' };
export const COLLEAGUE: Who = { role: 'operator', nth: 2 };
export const LEAD: Who = { role: 'supervisor' };
export const ADMINISTRATOR: Who = { role: 'administrator' };

/** Where things stand that pictures are taken of. */
export interface BusyDesk {
  /** With a history, an attachment, an answer of the police, and others at the same place. */
  readonly incident: string;
  readonly parent: string;
  readonly handover: string;
}

type Told = readonly [position: number, kind: Call['kind'], note: string];

/** As told on the telephone: short, in haste. */
const CALLS: readonly Told[] = [
  [0, 'LOG-01', 'Surat suara bupati kurang 24 lembar, pemilih masih antre'],
  [1, 'LOG-04', 'C.Hasil plano gubernur tidak ada di kotak'],
  [2, 'VOT-01', 'Tiga pemilih tidak tercantum dalam DPT, membawa KTP setempat'],
  [3, 'STF-01', 'KPPS hanya empat orang yang hadir'],
  [4, 'STF-02', 'Anggota KPPS pingsan, dibawa ke puskesmas'],
  [6, 'SEC-01', 'Saksi melapor ada orang menekan pemilih di pintu masuk'],
  [8, 'SEC-03', 'Warga melapor pembagian amplop di RT 3'],
  [9, 'ENV-01', 'Tenda roboh tertiup angin, pemungutan pindah ke balai desa'],
  [11, 'SRK-01', 'Akun Sirekap belum aktif'],
  [12, 'SRK-03', 'Tidak ada sinyal sejak kemarin'],
  [13, 'OPN-01', 'Baru dibuka pukul 08.05, kotak terlambat'],
  [15, 'VOT-02', 'Pemilih KTP luar daerah sudah memilih, dua orang'],
  [16, 'VOT-04', 'Pemilih kursi roda tidak bisa masuk'],
  [18, 'LOG-05', 'Tinta habis'],
  [20, 'CNT-05', 'Formulir model C salah cetak'],
  [22, 'VOT-07', 'Pemungutan dihentikan, surat suara habis'],
  [24, 'LOG-03', 'Surat suara lebih 50 lembar'],
  [25, 'INF-01', 'Bertanya jam tutup TPS'],
  [28, 'SRK-02', 'Aplikasi macet saat unggah foto'],
];
const BLACKOUT: readonly Told[] = [
  [30, 'ENV-03', 'Listrik padam, bilik gelap'],
  [31, 'ENV-03', 'Padam sejak pukul 08.40'],
  [32, 'ENV-03', 'Listrik mati, genset tidak ada'],
  [33, 'ENV-03', 'Gelap, petugas memakai senter'],
];

/** The help desk in the middle of a morning: about twenty-five incidents in all states, something asked, something handed over. */
export async function busyDesk(room: Room): Promise<BusyDesk> {
  const many = [];
  for (const told of CALLS) many.push(await log(room, callOf(told), OPERATOR));
  const dark = [];
  for (const told of BLACKOUT) dark.push(await log(room, callOf(told), COLLEAGUE));
  const take = { assignee: 'me', status: 'inProgress' };
  for (const { id } of many.slice(2, 8)) await change(room, id, take, OPERATOR);
  for (const { id } of many.slice(8, 10)) await change(room, id, take, COLLEAGUE);
  await change(room, many[3]?.id ?? '', { waitingReason: 'KPPS pengganti dalam perjalanan' }, OPERATOR);
  await change(room, many[6]?.id ?? '', { referral: { to: 'bawaslu', reference: 'LP-12' } }, OPERATOR);
  await change(room, many[7]?.id ?? '', { outcome: 'Pemungutan dilanjutkan di balai desa' }, OPERATOR);
  const incident = await told(room);
  const parent = await room.send<ParentAnswer>('POST', '/api/incidents/parents', {
    kind: 'ENV-03',
    region: '357802',
    note: 'PLN: gangguan gardu, nyala lagi sekitar pukul 11.00',
    incidents: dark.map(({ id }) => id),
  });
  const handover = await handOver(room);
  await ask(room);
  await invite(room);
  await room.setClock('2024-11-27T09:55:00+07:00');
  return { incident, parent: parent.incident.id, handover };
}

function callOf([position, kind, note]: Told): Call {
  return { tps: smallTpsCode(position), kind, note, caller: 'Bu Siti', phone: `0812 3456 ${String(7000 + position)}` };
}

/** One that has been worked on for a while. */
async function told(room: Room): Promise<string> {
  const photo = await keep(room);
  await log(room, callOf([5, 'LOG-06', 'Kotak suara belum datang']), COLLEAGUE);
  const call = { ...callOf([5, 'SEC-01', 'Saksi diusir dari TPS, keluarga KPPS marah']), attachments: [photo] };
  const { id } = await log(room, call, OPERATOR);
  await change(room, id, { assignee: 'me', status: 'inProgress' }, OPERATOR);
  await change(room, id, { comment: 'Sudah bicara dengan ketua KPPS, saksi menunggu di luar' }, OPERATOR);
  await change(room, id, { referral: { to: 'police', reference: 'Polsek 4471' } }, OPERATOR);
  await change(room, id, { referralReply: 'Dua petugas menuju TPS, tiba 20 menit lagi' }, OPERATOR);
  return id;
}

async function keep(room: Room): Promise<string> {
  const { cookie } = await room.people.member(OPERATOR);
  const answer = await fetch(`${room.url}/api/attachments?name=foto-pintu-masuk.png`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'image/png' },
    body: new Uint8Array(await toBuffer('TPS 4 Sawahan', { width: 480 })),
  });
  return ((await answer.json()) as AttachmentAnswer).sha256;
}

async function handOver(room: Room): Promise<string> {
  const { id } = await room.people.member(LEAD);
  const body = { as: OPERATOR, region: '35', to: id, note: 'Listrik Wonocolo: hubungi PLN lagi pukul 11.00.' };
  return (await room.send<Handover>('POST', '/api/handovers', body)).id;
}

async function ask(room: Room): Promise<void> {
  const act = { type: 'stepBack', tps: smallTpsCode(21), stage: 'ready' };
  await room.send<Approval>('POST', '/api/approvals', { as: OPERATOR, act, reason: 'Salah TPS: laporan milik TPS 3' });
}

/** @returns the path of the invitation */
export async function invite(room: Room, role = 'supervisor'): Promise<string> {
  const username = `undangan.${randomUUID().slice(0, 8)}`;
  const body = { as: ADMINISTRATOR, username, displayName: 'Rina Wulandari', role, region: '3578' };
  return (await room.send<UserAnswer>('POST', '/api/users', body)).invitation?.path ?? '';
}
