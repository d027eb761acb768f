import { STAGES, stageIndex } from '@posko/domain';
import type { Board, MarkCounts, Stage, StageCounts } from '@posko/domain';
import { regionName } from '@posko/ui';
import type { ResponseOf } from './board-store';

/** What Sirekap shows for a region; `at` is its own time stamp (ISO 8601). */
export interface SirekapFigure {
  readonly total: number;
  readonly received: number;
  readonly at: string;
}

/** Sirekap's figure in an answer about a region, if it has one. */
export function sirekapOf(row: Pick<ResponseOf<'board'>, 'sirekap'> | null): SirekapFigure | null {
  const figure = row?.sirekap;
  return figure === undefined ? null : { total: figure.total, received: figure.received, at: figure.ts };
}

/** How far a region is: TPS that have reached each milestone, and those in trouble. */
export interface RegionProgress {
  readonly region: number;
  readonly code: string;
  readonly name: string;
  readonly total: number;
  readonly stages: StageCounts;
  readonly opened: number;
  readonly counted: number;
  readonly sent: number;
  readonly overdue: number;
  readonly incident: number;
  readonly sirekap: SirekapFigure | null;
}

/** TPS that stand at a stage or beyond it. */
export function reached(stages: StageCounts, stage: Stage): number {
  return STAGES.slice(stageIndex(stage)).reduce((sum, name) => sum + stages[name], 0);
}

/** Progress of a region (index in the board's tree) as the board stands. */
export function progressOf(board: Board, region: number, sirekap: SirekapFigure | null = null): RegionProgress {
  const { tree } = board;
  const stages = board.stageCounts(region);
  const marks: MarkCounts = board.markCounts(region);
  return {
    region,
    code: tree.codeOf(region),
    name: regionName(tree.nameOf(region), tree.levels[region] ?? 'desa'),
    total: tree.count[region] ?? 0,
    stages,
    opened: reached(stages, 'open'),
    counted: reached(stages, 'counted'),
    sent: reached(stages, 'sent'),
    overdue: marks.overdue,
    incident: marks.incident,
    sirekap,
  };
}

/** Where to look first: most in trouble for their size, incidents counting as five overdue TPS. */
export function byTrouble(a: RegionProgress, b: RegionProgress): number {
  return troubleShare(b) - troubleShare(a) || b.overdue - a.overdue || a.code.localeCompare(b.code);
}

function troubleShare(row: RegionProgress): number {
  return row.total === 0 ? 0 : (row.overdue + 5 * row.incident) / row.total;
}
