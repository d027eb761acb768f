import { silentChange, votesOf } from '@posko/domain';
import type { SilentChange } from '@posko/domain';
import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';

export interface FigureAt {
  readonly ts: string;
  readonly received: number;
  /** For all options together. */
  readonly total: number;
  readonly votes: Readonly<Record<string, number>>;
}

/** A region whose published figures fell, or moved with the same number of TPS in (rule W208). */
export interface FoundChange {
  readonly regionCode: string;
  readonly change: SilentChange;
  readonly before: FigureAt;
  readonly after: FigureAt;
}

/**
 * Silent changes that the files with these hashes brought. Figures are compared with the one before them in the same
 * region's file, because two files of the same time need not be of the same moment.
 * @param history ordered by region, file and time
 */
export function findSilentChanges(history: readonly SirekapFigure[], sha256s: ReadonlySet<string>): FoundChange[] {
  const found = history.flatMap((after, index) => {
    const before = history[index - 1];
    const isNext = before?.regionCode === after.regionCode && before.fileRegion === after.fileRegion;
    const change = isNext && sha256s.has(after.sha256) ? silentChange(before, after) : null;
    if (before === undefined || change === null) return [];
    const { regionCode, fileRegion } = after;
    return [{ fileRegion, found: { regionCode, change, before: figureAt(before), after: figureAt(after) } }];
  });
  const told = new Set(found.filter(isOwn).map(({ found: { regionCode } }) => regionCode));
  return found.filter((each) => isOwn(each) || !told.has(each.found.regionCode)).map((each) => each.found);
}

/** A region's own file and the one above it tell the same story; the own one is enough. */
function isOwn({ fileRegion, found }: { fileRegion: string; found: FoundChange }): boolean {
  return fileRegion === found.regionCode;
}

function figureAt({ ts, received, votes }: SirekapFigure): FigureAt {
  return { ts, received, total: votesOf({ received, votes }), votes };
}
