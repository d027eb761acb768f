import type { Incident } from './incident';
import type { IncidentKind } from './incident-kind';

/** As much of an incident as tells whether calls belong together. */
export type ClusterMember = Pick<Incident, 'id' | 'kind' | 'place'> & {
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
};

export interface IncidentCluster<M extends ClusterMember = ClusterMember> {
  readonly kind: IncidentKind;
  /** Kecamatan, or kabupaten where it struck several. */
  readonly region: string;
  /** In the order in which they were opened. */
  readonly members: readonly M[];
}

/** So many calls of one kind and region, within so long, are hardly chance. */
export const CLUSTER_MIN = 5;
export const CLUSTER_WINDOW_MS = 30 * 60_000;
/** Kecamatan of one kabupaten that make it the kabupaten's. */
export const CLUSTER_KECAMATAN = 3;

const KABUPATEN_DIGITS = 4;
const KECAMATAN_DIGITS = 6;

/**
 * Similar calls that came close together: at least five of one kind within half an hour, in one kecamatan, or over at least
 * three kecamatan of one kabupaten. Largest first. Whoever is part of the larger region is not told again for the smaller.
 */
export function clustersOf<M extends ClusterMember>(incidents: readonly M[]): IncidentCluster<M>[] {
  const wide = found(incidents, KABUPATEN_DIGITS).filter(({ members }) => kecamatanOf(members) >= CLUSTER_KECAMATAN);
  const taken = new Set(wide.flatMap(({ members }) => members.map(({ id }) => id)));
  const rest = incidents.filter(({ id, place }) => !taken.has(id) && place.length >= KECAMATAN_DIGITS);
  return [...wide, ...found(rest, KECAMATAN_DIGITS)].sort((a, b) => b.members.length - a.members.length);
}

function found<M extends ClusterMember>(incidents: readonly M[], digits: number): IncidentCluster<M>[] {
  const groups = Map.groupBy(
    incidents.filter(({ place }) => place.length >= digits),
    ({ kind, place }) => `${kind} ${place.slice(0, digits)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const members = dense(group.toSorted((a, b) => a.openedAt - b.openedAt));
    const [first] = members;
    return first === undefined ? [] : [{ kind: first.kind, region: first.place.slice(0, digits), members }];
  });
}

/** Those that lie, with enough others, within some window. `sorted` is in order of time. */
function dense<M extends ClusterMember>(sorted: readonly M[]): M[] {
  const isDense = new Array<boolean>(sorted.length).fill(false);
  let first = 0;
  let marked = 0;
  sorted.forEach(({ openedAt }, last) => {
    while (openedAt - (sorted[first]?.openedAt ?? openedAt) > CLUSTER_WINDOW_MS) first += 1;
    if (last - first + 1 < CLUSTER_MIN) return;
    isDense.fill(true, Math.max(first, marked), last + 1);
    marked = last + 1;
  });
  return sorted.filter((_, index) => isDense[index]);
}

function kecamatanOf(members: readonly ClusterMember[]): number {
  const kecamatan = members.filter(({ place }) => place.length >= KECAMATAN_DIGITS);
  return new Set(kecamatan.map(({ place }) => place.slice(0, KECAMATAN_DIGITS))).size;
}
