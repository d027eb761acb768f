import type { IncidentRow } from '@posko/contracts';
import type { IncidentKind } from '@posko/domain';

/** Lengths of region codes from the desa up. */
const LENGTHS = [10, 6, 4, 2] as const;

/** The smallest region that holds all the places; `fallback` where only the nation does, or there are none. */
export function commonRegion(places: readonly string[], fallback: string): string {
  const [first] = places;
  if (first === undefined) return fallback;
  const length = LENGTHS.find(
    (digits) => first.length >= digits && places.every((place) => place.startsWith(first.slice(0, digits))),
  );
  return length === undefined ? fallback : first.slice(0, length);
}

/** The kind that most of them have; of those equally many, the one told first. */
export function usualKind(rows: readonly IncidentRow[]): IncidentKind | null {
  const counts = new Map<IncidentKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
