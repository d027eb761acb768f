import { silentChange, votesOf } from '@posko/domain';
import type { SilentChange } from '@posko/domain';
import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import type { SirekapTps } from '../platform/sirekap/sirekap-tps';

export interface FigureAt {
  readonly ts: string;
  readonly tpsIn: number;
  /** For all options together. */
  readonly total: number;
  readonly votes: Readonly<Record<string, number>>;
}

/** A region or TPS whose published figures fell, or moved with the same number of TPS in. */
export interface FoundChange {
  readonly region: string;
  readonly code: 'W208';
  readonly change: SilentChange;
  /** TPS in now. */
  readonly tpsIn: number;
  readonly before: FigureAt;
  readonly after: FigureAt;
}

/** What is compared. */
export type Shown = Pick<SirekapFigure, 'regionCode' | 'fileRegion' | 'ts' | 'received' | 'votes' | 'sha256'>;

/**
 * Silent changes that the files with these hashes brought to light: at either end of the step. Figures are compared with the
 * one before them in the same region's file, because two files of the same time need not be of the same moment.
 * @param history ordered by region, file and time
 */
export function findSilentChanges(history: readonly Shown[], sha256s: ReadonlySet<string>): FoundChange[] {
  const found = history.flatMap((after, index) => {
    const before = history[index - 1];
    const isNext = before?.regionCode === after.regionCode && before.fileRegion === after.fileRegion;
    if (!isNext || !(sha256s.has(before.sha256) || sha256s.has(after.sha256))) return [];
    const change = silentChange(before, after);
    if (change === null) return [];
    const { regionCode, fileRegion, received: tpsIn } = after;
    const ends = { before: figureAt(before), after: figureAt(after) };
    return [{ fileRegion, found: { region: regionCode, code: 'W208' as const, change, tpsIn, ...ends } }];
  });
  const told = new Set(found.filter(isOwn).map(({ found: { region } }) => region));
  return found.filter((each) => isOwn(each) || !told.has(each.found.region)).map((each) => each.found);
}

/** A region's own file and the one above it tell the same story; the own one is enough. */
function isOwn({ fileRegion, found }: { fileRegion: string; found: FoundChange }): boolean {
  return fileRegion === found.region;
}

function figureAt({ ts, received, votes }: Shown): FigureAt {
  return { ts, tpsIn: received, total: votesOf({ received, votes }), votes };
}

/** A TPS is in once its votes are read. */
export function shownOf({ tps, ts, form, sha256 }: SirekapTps): Shown {
  const votes = Object.entries(form?.votes.options ?? {}).filter((entry): entry is [string, number] => {
    return entry[1] !== null;
  });
  const received = votes.length > 0 ? 1 : 0;
  return { regionCode: tps, fileRegion: tps, ts, received, votes: Object.fromEntries(votes), sha256 };
}
