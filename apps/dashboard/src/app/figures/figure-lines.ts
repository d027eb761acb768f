import type { IncidentKind } from '@posko/domain';
import type { FigureGroup, Figures } from './figures-store';

export const FIGURE_GROUPINGS = ['kind', 'regency', 'shift', 'operator', 'hour'] as const;
export type Grouping = (typeof FIGURE_GROUPINGS)[number];

/** A line of the table and of the chart; measures that a line does not have are null. */
export interface FigureLine {
  readonly key: string;
  readonly label: string;
  readonly opened: number;
  readonly resolved: number;
  readonly open: number | null;
  readonly breached: number | null;
  readonly calls: number | null;
  readonly answerMedian: number | null;
  readonly answerP90: number | null;
  readonly solutionMedian: number | null;
  readonly solutionP90: number | null;
}

/** How lines are called on the page. */
export interface Labels {
  kind(kind: IncidentKind): string;
  regency(name: string): string;
  /** By its beginning (ISO 8601) and its hours. */
  shift(start: string, hours: string): string;
  /** By its beginning; null for whoever has no account. */
  hour(start: string, operator: string | null): string;
}

/** Lines of a group; the busiest first, but shifts and hours in their order. */
export function figureLines(figures: Figures, by: Grouping, labels: Labels): FigureLine[] {
  switch (by) {
    case 'kind':
      return byWork(figures.byKind.map((row) => lineOf(row, labels.kind(row.key))));
    case 'regency':
      return byWork(figures.byRegency.map((row) => lineOf(row, labels.regency(row.label))));
    case 'shift':
      return figures.byShift.map((row) => lineOf(row, labels.shift(row.key, row.label)));
    case 'operator':
      return byWork(figures.byOperator.map((row) => lineOf(row, row.label)));
    case 'hour':
      return figures.hours.map(({ hour, operator, opened, resolved, calls }) => ({
        ...{ key: `${hour} ${operator?.id ?? ''}`, label: labels.hour(hour, operator?.name ?? null) },
        ...{ opened, resolved, open: null, breached: null, calls },
        ...{ answerMedian: null, answerP90: null, solutionMedian: null, solutionP90: null },
      }));
    default:
      return by satisfies never;
  }
}

/** A group as a line. */
export function lineOf(row: FigureGroup, label: string): FigureLine {
  const { key, opened, resolved, open, breached, firstAnswer, solution } = row;
  const [answerMedian, answerP90] = [firstAnswer.median, firstAnswer.p90];
  const [solutionMedian, solutionP90] = [solution.median, solution.p90];
  const counts = { opened, resolved, open, breached, calls: null };
  return { key, label, ...counts, answerMedian, answerP90, solutionMedian, solutionP90 };
}

function byWork(lines: FigureLine[]): FigureLine[] {
  return lines.sort((a, b) => b.opened - a.opened || a.label.localeCompare(b.label, 'id'));
}
