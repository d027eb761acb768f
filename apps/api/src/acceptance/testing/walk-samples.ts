import type { ApprovalRequest, CLIENT_EVENTS, EndpointName } from '@posko/contracts';
import type { Permission } from '@posko/domain';
import { SMALL_CONTESTS, nextCommandId, report, soundForm } from '@posko/testing';
import { PNG } from '../../attachment/testing/samples';
import { quickCountOf } from './press';
import type { Place, Walker } from './walk-world';

export interface Asking {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly bytes?: Buffer;
  /** What this body needs beyond the endpoint's own permission. */
  readonly needs?: Permission;
  /** Another place that this body is about. */
  readonly also?: string;
}

/** How an endpoint is asked about a place, in one or more ways. Whatever is not said follows from the endpoint's `access`. */
export interface Sample {
  readonly asking?: (place: Place, walker: Walker) => Asking | readonly Asking[];
  /** Content is at the place's TPS, unless it is at no place at all. */
  readonly isPlaceless?: true;
  /** What is outside is refused line by line, in the answer. */
  readonly isRefusedWithin?: (answer: unknown) => boolean;
  /** Ends the session that it is asked with. */
  readonly endsSession?: true;
  /** For people with an account: a crew has no password and no second factor. */
  readonly isForAccounts?: true;
}

const id = (): { id: string } => ({ id: nextCommandId() });
const atRegion = ({ region }: Place): Asking => ({ params: { regionCode: region } });
const atPlenary = ({ region }: Place): Asking => ({ params: { contest: 'pkwkp', regionCode: region.slice(0, 6) } });
const ofRegion = ({ region }: Place): Asking => ({ query: { region } });
/** The gate looks at regions; a TPS in their place is for the service to look at. */
const ofRegionAndTps = ({ region, tps }: Place): Asking[] => [region, tps].map((code) => ({ query: { region: code } }));
const ofRelease = ({ release }: Place): Asking => ({ params: { number: release } });
const ofContest = ({ contest }: Place): Asking => ({ params: { contest } });
const ofIncident = ({ incident }: Place): Asking => ({ params: { incidentId: incident } });

const GOVERNOR = { id: 'pkwkp-35', form: soundForm(SMALL_CONTESTS[0] ?? { options: [] }) } as const;
const ofGovernor = ({ tps }: Place): Asking => ({ params: { contest: GOVERNOR.id, tpsCode: tps } });
const objected = { type: 'hold', code: 'objection', reason: 'keberatan saksi' } as const;
const withdrawn = { type: 'withdraw', reason: 'salah foto', document: 'BA 12/2024' } as const;

/** One row per endpoint: a new endpoint without one does not compile. */
export const SAMPLES: Readonly<Record<EndpointName, Sample>> = {
  live: {},
  ready: {},
  openapi: {},
  board: {},
  boardSnapshot: {},
  boardRegion: { asking: atRegion },
  overdue: { asking: atRegion },
  trend: { asking: ({ region }) => ({ params: { regionCode: region.slice(0, 4) } }) },
  regions: { asking: ofRegion },
  report: { asking: ({ tps }) => ({ params: { tpsCode: tps }, body: report({ stage: 'open' }) }) },
  mark: {
    asking: ({ tps }) => ({
      params: { tpsCode: tps },
      body: { ...id(), mark: 'psu', isSet: true, reason: 'rekomendasi' },
    }),
  },
  tps: { asking: ({ tps }) => ({ params: { tpsCode: tps } }) },
  receipt: { asking: ({ receipt }) => ({ params: { receipt } }) },
  journal: {},
  clock: {},
  setClock: { asking: () => ({ body: { ...id(), speed: 1 } }) },
  signIn: { asking: () => ({ body: { username: 'siapa', password: 'bukan kata sandinya' } }) },
  session: {},
  signOut: { endsSession: true },
  signInOffer: {},
  invitation: { asking: () => ({ query: { token: 'x'.repeat(43) } }) },
  acceptInvitation: { asking: () => ({ body: { token: 'x'.repeat(43), password: 'empat kata yang panjang' } }) },
  activate: { asking: ({ tps }) => ({ body: { tps, code: 'AAAA-AAAA-AAAA' } }) },
  changePassword: {
    asking: () => ({ body: { current: 'bukan kata sandinya', next: 'empat kata yang panjang' } }),
    isForAccounts: true,
  },
  offerSecondFactor: { isForAccounts: true },
  confirmSecondFactor: {
    asking: () => ({ body: { code: '000000', password: 'bukan kata sandinya' } }),
    isForAccounts: true,
  },
  openidStart: {},
  openidReturn: {},
  users: { asking: ofRegion },
  colleagues: {},
  createUser: {
    asking: ({ region }, { name }) => ({
      body: { ...id(), username: `baru-${region}-${name}`, displayName: 'Baru', role: 'viewer', region },
    }),
  },
  changeUser: {
    asking: ({ user, other }) => [
      { params: { userId: user }, body: { ...id(), displayName: 'Lain' } },
      { params: { userId: user }, body: { ...id(), region: other.region }, also: other.region },
    ],
  },
  resetUser: { asking: ({ user }) => ({ params: { userId: user }, body: { ...id(), what: 'sessions' } }) },
  importUsers: {
    asking: ({ region }) => ({
      body: { ...id(), csv: `username,display_name,role,region\nimpor.${region},Impor,viewer,${region}\n` },
    }),
    isRefusedWithin: (answer) =>
      (answer as { issues: { column: string }[] }).issues.some(({ column }) => column === 'region'),
  },
  activations: { asking: atRegion },
  issueActivations: {
    asking: ({ desa }) => [desa, `${desa}001`].map((region) => ({ body: { ...id(), region } })),
  },
  approvals: {},
  askApproval: {
    asking: ({ tps, region, user }) => {
      const acts: readonly [ApprovalRequest['act'], Permission?][] = [
        [{ type: 'stepBack', tps, stage: 'unreported' }],
        [{ type: 'correctRegister', tps, dptL: 1, dptP: 2 }],
        [{ type: 'grantAdministrator', user, role: 'administrator', scope: region }, 'user.manage'],
      ];
      return acts.map(([act, needs]) => ({ body: { ...id(), act, reason: 'salah' }, ...(needs && { needs }) }));
    },
  },
  decideApproval: {
    asking: ({ approval }) => ({
      params: { approvalId: approval },
      body: { ...id(), status: 'refused', reason: 'x' },
      needs: 'approval.decide',
    }),
  },
  audit: { asking: ({ tps }) => ({ query: { place: tps } }) },
  openIncident: { asking: ({ tps }) => ({ body: { ...id(), kind: 'LOG-05', tps, note: 'segel kurang' } }) },
  incidents: { asking: ofRegionAndTps },
  incidentKinds: {},
  watchIncidents: {},
  similarIncidents: { asking: ({ tps }) => ({ query: { place: tps } }) },
  clusters: {},
  proposals: {},
  openParent: {
    asking: ({ region, tps }) => ({ body: { ...id(), kind: 'ENV-02', region, note: 'banjir', tps: [tps] } }),
  },
  changeIncidents: {
    asking: ({ photo }) => ({
      body: { ...id(), items: [{ id: photo.incident, version: 1 }], change: { comment: 'sudah ditelepon' } },
    }),
    isRefusedWithin: (answer) => (answer as { results: { refused: string }[] }).results[0]?.refused === 'forbidden',
  },
  incident: { asking: ofIncident },
  changeIncident: {
    asking: (place) => {
      const { other } = place;
      return [
        { ...ofIncident(place), body: { ...id(), version: 1, place: other.tps }, also: other.tps },
        { ...ofIncident(place), body: { ...id(), version: 1, comment: 'sudah ditelepon' } },
      ];
    },
  },
  presence: { asking: (place) => ({ ...ofIncident(place), body: {} }) },
  nextCall: { asking: ofRegion },
  endCall: { asking: ({ tps }) => ({ params: { tpsCode: tps }, body: { ...id(), outcome: 'noAnswer' } }) },
  callLists: { asking: ofRegion },
  silentTps: { asking: atRegion },
  lookup: { asking: () => ({ query: { q: 'kendal' } }) },
  shift: { asking: atRegion },
  handovers: {},
  handover: { asking: ({ handover }) => ({ params: { handoverId: handover } }) },
  writeHandover: { asking: ({ region, colleague }) => ({ body: { ...id(), region, to: colleague } }) },
  signHandover: { asking: ({ handover }) => ({ params: { handoverId: handover }, body: id() }) },
  figures: { asking: ofRegion },
  exportFigures: { asking: ofRegion },
  exportIncidents: { asking: ofRegionAndTps },
  keepAttachment: { asking: () => ({ bytes: PNG }), isPlaceless: true },
  attachment: { asking: ({ photo }) => ({ params: { incidentId: photo.incident, sha256: photo.sha256 } }) },
  contests: {},
  enterResult: { asking: (place) => ({ ...ofGovernor(place), body: { ...id(), form: GOVERNOR.form } }) },
  decideResult: {
    asking: (place) => [
      { ...ofGovernor(place), body: { ...id(), version: 0, decision: objected } },
      { ...ofGovernor(place), body: { ...id(), version: 0, decision: withdrawn }, needs: 'result.correct' },
    ],
  },
  result: { asking: ofGovernor },
  results: { asking: ({ region }) => ({ params: { contest: GOVERNOR.id }, query: { region } }) },
  actOnRecap: {
    asking: ({ region }) => ({
      params: { contest: 'pkwkp', regionCode: region.slice(0, 6) },
      body: { ...id(), version: 0, act: { type: 'open' } },
    }),
  },
  publication: {},
  orderPublication: { asking: () => ({ body: { ...id(), act: 'pause', reason: 'gangguan pusat data' } }) },
  recap: { asking: atPlenary },
  recaps: { asking: atPlenary },
  outliers: { asking: ({ region }) => ({ params: { contest: 'pkwkp' }, query: { region } }) },
  keepEvidence: {
    asking: ({ tps }) => ({ query: { ...id(), contest: GOVERNOR.id, tps, page: '2' }, bytes: PNG }),
  },
  evidence: { asking: (place) => ({ params: { ...ofGovernor(place).params, sha256: place.photo.sha256 } }) },
  briefing: { asking: ofContest },
  releases: {},
  draftRelease: { asking: ({ contest }) => ({ body: { ...id(), contest } }) },
  release: { asking: ofRelease },
  releaseFile: { asking: ({ release }) => ({ params: { number: release, format: 'svg' } }) },
  giveOutRelease: { asking: (place) => ({ ...ofRelease(place), body: id() }) },
  discardRelease: { asking: (place) => ({ ...ofRelease(place), body: { ...id(), reason: 'angka berubah' } }) },
  quickCounts: { asking: ofContest },
  enterQuickCount: { asking: (place) => ({ ...ofContest(place), body: { ...id(), ...quickCountOf(place.contest) } }) },
  projector: {},
  projectorLinks: {},
  makeProjectorLink: { asking: ({ region }) => ({ body: { ...id(), region, label: 'Ruang pers', hours: 1 } }) },
  revokeProjectorLink: { asking: ({ link }) => ({ params: { linkId: link }, body: id() }) },
  totals: { asking: ({ region }) => ({ params: { contest: 'pkwkp', regionCode: region } }) },
};

export interface EventSample {
  readonly message: (place: Place) => object;
  /** Where permission is asked for; nowhere in particular if it says none. */
  readonly place?: (place: Place) => string;
}

const region = { message: ({ region }: Place) => ({ region }), place: ({ region }: Place) => region };

const contestAndRegion = {
  message: ({ region }: Place) => ({ contest: 'pkwkp-35', region }),
  place: ({ region }: Place) => region,
};

/** One row per event that a client may send. */
export const EVENT_SAMPLES: Readonly<Record<keyof typeof CLIENT_EVENTS, EventSample>> = {
  'board.subscribe': region,
  'board.unsubscribe': region,
  'incident.subscribe': region,
  'incident.unsubscribe': region,
  'presence.subscribe': { message: ({ incident }) => ({ incident }), place: ({ tps }) => tps },
  // Whoever leaves a room learns nothing of it.
  'presence.unsubscribe': { message: ({ incident }) => ({ incident }) },
  'approval.subscribe': region,
  'result.subscribe': contestAndRegion,
  'result.unsubscribe': contestAndRegion,
  'totals.subscribe': contestAndRegion,
  'totals.unsubscribe': contestAndRegion,
};
