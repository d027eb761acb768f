import type { FigureGroup, FiguresResponse } from '@posko/contracts';
import type { Cell, ExportTable } from '../platform/export/export-table';

const COLUMNS = [
  ...['group', 'key', 'label', 'opened', 'resolved', 'open', 'breached'],
  ...['first_answer_median_min', 'first_answer_p90_min', 'solution_median_min', 'solution_p90_min', 'calls'],
] as const;

/** The figures as one table: a line per group, then one per hour and operator. */
export function figuresTable(figures: FiguresResponse): ExportTable & { readonly rows: readonly Cell[][] } {
  const { total, byKind, byRegency, byShift, byOperator, hours } = figures;
  const lines = (group: string, rows: readonly FigureGroup[]): Cell[][] => rows.map((row) => lineOf(group, row));
  return {
    name: 'figures',
    columns: COLUMNS,
    rows: [
      ...lines('total', [total]),
      ...lines('kind', byKind),
      ...lines('regency', byRegency),
      ...byShift.map((row) => withKey(lineOf('shift', row), new Date(row.key))),
      ...lines('operator', byOperator),
      ...hours.map(({ hour, operator, opened, resolved, calls }): Cell[] => {
        const who = operator?.name ?? '';
        return ['hour', new Date(hour), who, opened, resolved, null, null, null, null, null, null, calls];
      }),
    ],
  };
}

function lineOf(group: string, row: FigureGroup): Cell[] {
  const { key, label, opened, resolved, open, breached, firstAnswer, solution } = row;
  const times = [firstAnswer.median, firstAnswer.p90, solution.median, solution.p90];
  return [group, key, label, opened, resolved, open, breached, ...times, null];
}

function withKey(line: readonly Cell[], key: Cell): Cell[] {
  const [group = null, , ...rest] = line;
  return [group, key, ...rest];
}
