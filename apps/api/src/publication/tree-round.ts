import { createHash } from 'node:crypto';
import { PUBLISHED_VERSION } from '@posko/contracts';
import type { PublishedDesa, PublishedRegion, PublishedRow } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { TpsCode } from '@posko/domain';
import type { PublishedSource, Snapshot } from './publication.repository';
import { BY_CONTENT } from './tree/tree-file';
import type { TreeFile, TreeSink, WriteCount } from './tree/tree-file';
import type { PublicTally } from './view/public-tally';
import type { Changes, PublishedState } from './view/published-state';
import { emptySource, publishedTps } from './view/published-view';
import type { PictureOf } from './view/published-view';
import { SirekapFiles } from './view/sirekap-files';

export interface RoundParts {
  readonly state: PublishedState;
  readonly snapshot: Snapshot;
  readonly sink: TreeSink;
  readonly utcOffsetMinutes: number;
  /** What addresses of pictures begin with in Sirekap's files. */
  readonly imageBase: string;
  /** Brings pictures of these photos into the tree, as far as there are any. */
  readonly pictures: (sources: readonly PublishedSource[]) => Promise<PictureOf>;
}

/**
 * One round: what changed is written from the bottom up, so that every name that a reader is given leads somewhere. Everything in it
 * comes from one snapshot of the tables, so the parts add up to the whole.
 */
export class TreeRound {
  /** Files that nothing points to any more, once this round is through. */
  readonly orphans: string[] = [];
  readonly written = { files: 0, bytes: 0 };
  private readonly sirekap: SirekapFiles;

  constructor(private readonly parts: RoundParts) {
    this.sirekap = new SirekapFiles(parts);
  }

  async write(changes: Changes, isWhole: boolean): Promise<void> {
    const { state } = this.parts;
    for (const [tally, desas] of changes.contests()) {
      for (const group of this.byKecamatan(desas)) await this.writeDesas(tally, group);
      const above = [...changes.regionsOf(tally, state.tree)].filter((at) => state.tree.levels[at] !== 'desa');
      // In code order parents come first; what they name has to be there before them.
      const order = above.sort((a, b) => b - a);
      await this.put(order.flatMap((region) => this.regionFile(tally, region)));
    }
    for await (const files of this.sirekap.aggregates(changes, isWhole)) await this.put(files);
  }

  private byKecamatan(desas: ReadonlyMap<number, ReadonlySet<string>>): Map<number, ReadonlySet<string>>[] {
    const groups = new Map<number, Map<number, ReadonlySet<string>>>();
    for (const [desa, tps] of desas) {
      const kecamatan = this.parts.state.tree.parent[desa] ?? -1;
      groups.set(kecamatan, (groups.get(kecamatan) ?? new Map<number, ReadonlySet<string>>()).set(desa, tps));
    }
    return [...groups.values()];
  }

  private async writeDesas(tally: PublicTally, desas: ReadonlyMap<number, ReadonlySet<string>>): Promise<void> {
    const { snapshot, state, pictures } = this.parts;
    const { contest } = tally;
    const codes = [...desas.keys()].flatMap((desa) => this.tpsOf(desa));
    const sources = await snapshot.sources(contest.id, codes);
    const pictureOf = await pictures(sources);
    const byTps = new Map(sources.map((source) => [source.tps as string, source]));
    const files = [...desas].flatMap(([desa, changed]) => {
      const here = this.tpsOf(desa).map((tps) => byTps.get(tps) ?? emptySource(contest.id, tps));
      const own = this.sirekap.ofDesa(tally, desa, { sources: here, changed, pictureOf });
      const file = this.desaFile(tally, desa, { sources: here, pictureOf });
      const before = state.rename(contest, desa, file.path.slice('v1/'.length));
      if (before !== undefined) this.orphans.push(`v1/${before}`);
      return [...own, file];
    });
    await this.put(files);
  }

  private desaFile(tally: PublicTally, desa: number, { sources, pictureOf }: DesaSources): TreeFile {
    const { dptL, dptP, tree } = this.parts.state.register;
    const tps = sources.map((source) => {
      const position = tree.positionOf(source.tps);
      return publishedTps(source, (dptL[position] ?? 0) + (dptP[position] ?? 0), pictureOf);
    });
    const content: PublishedDesa = { ...this.head(tally, desa), tps };
    return byContent(JSON.stringify(content));
  }

  /** A kecamatan's file is named by its content, those above stand in their place; regions above the contest's area have none. */
  private regionFile(tally: PublicTally, region: number): TreeFile[] {
    const { state } = this.parts;
    const { contest } = tally;
    if (state.tree.codeOf(region).length < state.topOf(contest).length) return [];
    const rows = state.tree.children(region).flatMap((child): PublishedRow[] => {
      const row = tally.row(child);
      const file = state.addressOf(contest, child);
      return row === null ? [] : [{ ...row, ...(file === undefined ? {} : { file }) }];
    });
    const content: PublishedRegion = { ...this.head(tally, region), rows };
    const text = JSON.stringify(content);
    if (state.isInPlace(region))
      return [{ path: `v1/${state.addressOf(contest, region) ?? ''}`, text, hasTwins: true }];
    const file = byContent(text);
    const before = state.rename(contest, region, file.path.slice('v1/'.length));
    if (before !== undefined) this.orphans.push(`v1/${before}`);
    return [file];
  }

  private head(tally: PublicTally, region: number): Omit<PublishedRegion, 'rows'> {
    const { tree } = this.parts.state;
    const row = tally.row(region);
    const last = tally.lastChange(region);
    if (row === null) throw new Error(`${tally.contest.id} is not held in ${tree.codeOf(region)}`);
    const path = tree.pathOf(region).reverse();
    return {
      version: PUBLISHED_VERSION,
      contest: tally.contest.id,
      seq: last?.seq ?? 0,
      at: last === null ? null : isoTime(last.at),
      path: path.map((at) => ({ code: tree.codeOf(at), name: tree.nameOf(at) })),
      region: row,
    };
  }

  private tpsOf(desa: number): TpsCode[] {
    const { tree } = this.parts.state;
    const first = tree.first[desa] ?? 0;
    return Array.from({ length: tree.count[desa] ?? 0 }, (_, n) => tree.tpsCodeAt(first + n) as TpsCode);
  }

  private async put(files: readonly TreeFile[]): Promise<void> {
    if (files.length === 0) return;
    const { files: count, bytes }: WriteCount = await this.parts.sink.put(files);
    this.written.files += count;
    this.written.bytes += bytes;
  }
}

interface DesaSources {
  readonly sources: readonly PublishedSource[];
  readonly pictureOf: PictureOf;
}

/** A file under the SHA-256 of its content, in one of 256 folders. */
function byContent(text: string): TreeFile {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path: `${BY_CONTENT}${sha256.slice(0, 2)}/${sha256}.json`, text, hasTwins: true };
}
