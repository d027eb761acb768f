import { KIND_WORDS } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';

/** First letters of the codes: what a group of kinds is about. */
export const KIND_GROUPS = [
  'LOG',
  'OPN',
  'STF',
  'VOT',
  'SEC',
  'ENV',
  'CNT',
  'SRK',
  'REC',
  'PSU',
  'PSL',
  'PSS',
  'INF',
] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

type KindKeys = { readonly [K in IncidentKind as `incidentKind.${K}`]: string };

/** The words of the kinds under the keys of this dictionary. */
function keyed(words: Readonly<Record<IncidentKind, string>>): KindKeys {
  const entries = Object.entries(words).map(([kind, text]) => [`incidentKind.${kind}`, text]);
  return Object.fromEntries(entries) as KindKeys;
}

const id = {
  ...keyed(KIND_WORDS.id),
  'incidentKind.LOG': 'Logistik',
  'incidentKind.OPN': 'Pembukaan',
  'incidentKind.STF': 'Petugas',
  'incidentKind.VOT': 'Pemungutan suara',
  'incidentKind.SEC': 'Keamanan',
  'incidentKind.ENV': 'Alam dan listrik',
  'incidentKind.CNT': 'Penghitungan',
  'incidentKind.SRK': 'Sirekap dan foto',
  'incidentKind.REC': 'Rekapitulasi',
  'incidentKind.PSU': 'PSU',
  'incidentKind.PSL': 'PSL',
  'incidentKind.PSS': 'PSS',
  'incidentKind.INF': 'Pertanyaan',
} as const satisfies Record<`incidentKind.${IncidentKind | KindGroup}`, string>;

const en: Record<keyof typeof id, string> = {
  ...keyed(KIND_WORDS.en),
  'incidentKind.LOG': 'Logistics',
  'incidentKind.OPN': 'Opening',
  'incidentKind.STF': 'Crew',
  'incidentKind.VOT': 'Voting',
  'incidentKind.SEC': 'Security',
  'incidentKind.ENV': 'Nature and power',
  'incidentKind.CNT': 'Counting',
  'incidentKind.SRK': 'Sirekap and photos',
  'incidentKind.REC': 'Recapitulation',
  'incidentKind.PSU': 'PSU',
  'incidentKind.PSL': 'PSL',
  'incidentKind.PSS': 'PSS',
  'incidentKind.INF': 'Questions',
};

/** Kinds of incidents in a sentence each, and their groups. */
export const incidentKindMessages = { id, en };
