import { NATIONAL_CODE, publicForm } from '@posko/domain';
import type { ContestCode } from '@posko/domain';
import type { PublishedSource, Snapshot } from '../publication.repository';
import type { TreeFile } from '../tree/tree-file';
import { localTime } from './local-time';
import type { PublicTally } from './public-tally';
import type { Changes, PublishedState } from './published-state';
import type { PictureOf } from './published-view';
import { aggregateText, electionOf, folderOf, lineOf, mirroredLine, tpsLine, tpsText } from './sirekap-text';
import type { ContestRow } from './sirekap-text';

interface Parts {
  readonly state: PublishedState;
  readonly snapshot: Pick<Snapshot, 'at' | 'mirrored' | 'mirroredFiles'>;
  readonly utcOffsetMinutes: number;
  readonly imageBase: string;
}

interface DesaChange {
  readonly sources: readonly PublishedSource[];
  readonly changed: ReadonlySet<string>;
  readonly pictureOf: PictureOf;
}

/** Files below this many TPS are handed to the disk at once. */
const AT_ONCE = 500;

/** Our count in Sirekap's layout, and what Sirekap showed where we have counted nothing ourselves. */
export class SirekapFiles {
  constructor(private readonly parts: Parts) {}

  /** Of a desa: its own file, and those of the TPS that changed. */
  ofDesa(tally: PublicTally, desa: number, { sources, changed, pictureOf }: DesaChange): TreeFile[] {
    const { tree } = this.parts.state;
    const { contest } = tally;
    const code = tree.codeOf(desa);
    const path = `${electionOf(contest.code)}/hhcw/${contest.code}/${folderOf(code)}`;
    const row = tally.row(desa);
    const rows = sources.map((source) => [source.tps, tpsLine(contest, publicForm(source))] as const);
    const own = lineOf(row === null ? [] : [{ contest, row }]);
    const desaText = aggregateText({ code: contest.code, own, rows, ts: this.ts(tally.lastChange(desa)?.at) });
    const tps = sources
      .filter((source) => changed.has(source.tps))
      .map((source): TreeFile => {
        const images = source.photos.flatMap(({ sha256, replacedBy }) =>
          replacedBy === null ? (pictureOf(sha256) ?? []) : [],
        );
        const content = {
          contest,
          form: publicForm(source),
          images: images.map((image) => this.parts.imageBase + image),
          ts: this.ts(source.lastSeq === 0 ? undefined : source.changedAt),
        };
        return { path: `${path}/${source.tps}.json`, text: tpsText(content), hasTwins: false };
      });
    return [...tps, { path: `${path}.json`, text: desaText, hasTwins: true }];
  }

  /** Of every region above a desa that changed, deepest first. */
  async *aggregates(changes: Changes, isWhole: boolean): AsyncGenerator<TreeFile[]> {
    const { state } = this.parts;
    for (const code of state.codes) {
      const regions = new Set(state.of(code).flatMap((tally) => [...changes.regionsOf(tally, state.tree)]));
      for (const region of await this.mirror(code, isWhole || changes.isMirrorOther))
        regions.add(state.tree.indexOf(region));
      const above = [...regions].filter((at) => at >= 0 && state.tree.levels[at] !== 'desa').sort((a, b) => b - a);
      for (let from = 0; from < above.length; from += AT_ONCE) {
        const files: TreeFile[] = [];
        for (const region of above.slice(from, from + AT_ONCE)) files.push(await this.regionFile(code, region));
        yield files;
      }
      if (above.length > 0) yield [await this.nationFile(code)];
    }
  }

  /**
   * Regions that begin or cease to show Sirekap's own figures, or may show others now. Of a tree that was found standing nobody knows
   * which ones it shows.
   */
  private async mirror(code: ContestCode, isOther: boolean): Promise<ReadonlySet<string>> {
    const { state, snapshot } = this.parts;
    const known = state.mirrored.get(code);
    const hasOwn = state.of(code).some((tally) => (tally.row(0)?.counts.received ?? 0) > 0);
    const ceases = hasOwn && (known?.size ?? 0) > 0;
    if (known !== undefined && !isOther && !ceases) return new Set();
    const there = new Set(await snapshot.mirroredFiles(code));
    state.mirrored.set(code, hasOwn ? new Set() : there);
    if (hasOwn && known !== undefined && !ceases) return new Set();
    return new Set([...(known ?? []), ...there]);
  }

  private async regionFile(code: ContestCode, region: number): Promise<TreeFile> {
    const { state } = this.parts;
    const { tree } = state;
    const own = tree.codeOf(region);
    const path = `${electionOf(code)}/hhcw/${code}/${own === '0' ? '0' : folderOf(own)}.json`;
    const text =
      state.mirrored.get(code)?.has(own) === true ? await this.mirroredText(code, own) : this.ownText(code, region);
    return { path, text, hasTwins: true };
  }

  private ownText(code: ContestCode, region: number): string {
    const { tree } = this.parts.state;
    const rows = tree.children(region).flatMap((child) => {
      const here = this.rowsAt(code, child);
      return here.length === 0 ? [] : [[tree.codeOf(child), lineOf(here)] as const];
    });
    return aggregateText({
      code,
      own: lineOf(this.rowsAt(code, region)),
      rows,
      ts: this.ts(this.lastChange(code, region)),
    });
  }

  private async mirroredText(code: ContestCode, region: string): Promise<string> {
    const figures = await this.parts.snapshot.mirrored(code, region);
    const own = figures.find((figure) => figure.region === region);
    const rows = figures
      .filter((figure) => figure !== own)
      .map((figure) => [figure.region, mirroredLine(figure)] as const);
    if (own === undefined) return this.ownText(code, this.parts.state.tree.indexOf(region));
    return aggregateText({ code, own: mirroredLine(own), rows, ts: own.ts });
  }

  /** Above the provinces, of those that the register has. A register of several has its own root. */
  private async nationFile(code: ContestCode): Promise<TreeFile> {
    const { tree, mirrored } = this.parts.state;
    const path = `${electionOf(code)}/hhcw/${code}/0.json`;
    const roots = tree.codes.flatMap((_, at) => (tree.levels[at] === 'provinsi' ? [at] : []));
    const rows = roots.map((root) => [tree.codeOf(root), lineOf(this.rowsAt(code, root))] as const);
    const all = roots.flatMap((root) => this.rowsAt(code, root));
    const file = { code, own: lineOf(all), rows, ts: this.ts(this.lastChange(code, 0)) };
    const isMirrored = mirrored.get(code)?.has(NATIONAL_CODE) === true;
    return {
      path,
      text: isMirrored ? await this.mirroredText(code, NATIONAL_CODE) : aggregateText(file),
      hasTwins: true,
    };
  }

  private rowsAt(code: ContestCode, region: number): ContestRow[] {
    return this.parts.state.of(code).flatMap((tally) => {
      const row = tally.row(region);
      return row === null ? [] : [{ contest: tally.contest, row }];
    });
  }

  private lastChange(code: ContestCode, region: number): number | undefined {
    const times = this.parts.state.of(code).flatMap((tally) => tally.lastChange(region)?.at ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  private ts(ms: number | undefined): string {
    return localTime(ms ?? this.parts.snapshot.at, this.parts.utcOffsetMinutes);
  }
}
