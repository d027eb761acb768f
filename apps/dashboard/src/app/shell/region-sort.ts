import type { Sort } from '@angular/material/sort';
import type { RegionProgress } from './region-progress';

const share = (part: number, total: number): number => (total === 0 ? 0 : part / total);

const VALUES: Readonly<Record<string, (row: RegionProgress) => number>> = {
  total: (row) => row.total,
  progress: (row) => share(row.opened + row.counted + row.sent, row.total),
  opened: (row) => share(row.opened, row.total),
  counted: (row) => share(row.counted, row.total),
  sent: (row) => share(row.sent, row.total),
  overdue: (row) => row.overdue,
  incident: (row) => row.incident,
  sirekap: (row) => (row.sirekap === null ? -1 : share(row.sirekap.received, row.sirekap.total)),
};

/** Rows in the chosen order; in code order without one, and among equals. */
export function sortRegions(rows: readonly RegionProgress[], sort: Sort): RegionProgress[] {
  const byCode = (a: RegionProgress, b: RegionProgress): number => a.code.localeCompare(b.code);
  if (sort.direction === '') return rows.toSorted(byCode);
  const sign = sort.direction === 'asc' ? 1 : -1;
  const value = VALUES[sort.active];
  const compare = (a: RegionProgress, b: RegionProgress): number =>
    value === undefined ? a.name.localeCompare(b.name, 'id') : value(a) - value(b);
  return rows.toSorted((a, b) => sign * compare(a, b) || byCode(a, b));
}
