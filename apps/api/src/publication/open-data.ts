import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PUBLISHED_VERSION, PublishedBulkIndex } from '@posko/contracts';
import type { PublishedBulk, PublishedTps } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { TpsCode } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { csvZip } from './open-data-csv';
import { PictureShelf } from './picture-shelf';
import type { Snapshot } from './publication.repository';
import type { TreeSink } from './tree/tree-file';
import type { PublicTally } from './view/public-tally';
import type { Changes, PublishedState } from './view/published-state';
import { emptySource, publishedTps } from './view/published-view';

/** Promised: five minutes. */
const EVERY_MS = 4 * 60_000;
/** A round waits no longer for it. */
const SLICE_MS = 500;
const INDEX_PATH = 'v1/bulk.json';

export interface OpenDataParts {
  readonly state: PublishedState;
  readonly snapshot: Snapshot;
  readonly sink: TreeSink;
}

/** A contest's TPS in one regency, which is one set of files. */
interface Part {
  readonly tally: PublicTally;
  /** Of the kabupaten in the register. */
  readonly region: number;
}

/** Bulk files per contest and regency, for those who want to check it all. */
@Injectable()
export class OpenData {
  private files = new Map<string, readonly PublishedBulk[]>();
  private due = new Map<string, Part>();
  /** Being written, a slice at a time. */
  private batch: (readonly [string, Part])[] = [];
  private begunAt = -Infinity;

  constructor(
    private readonly pictures: PictureShelf,
    private readonly clock: ClockService,
  ) {}

  isDue(now: number): boolean {
    if (this.batch.length > 0) return true;
    return this.due.size > 0 && (now - this.begunAt >= EVERY_MS || now < this.begunAt);
  }

  /** Of a tree made from nothing: all of them, next. */
  begin(state: PublishedState): void {
    this.files = new Map();
    this.due = new Map();
    for (const tally of state.tallies) {
      for (const region of tally.totals.area.regions) this.add(state, tally, region);
    }
    this.batch = [];
    this.begunAt = -Infinity;
  }

  /** Of a tree that stands: those that its index does not name. */
  async resume(state: PublishedState, sink: TreeSink): Promise<void> {
    this.begin(state);
    const text = await sink.read(INDEX_PATH);
    const known = text === null ? [] : (PublishedBulkIndex.safeParse(JSON.parse(text)).data?.files ?? []);
    for (const [key, { tally, region }] of this.due) {
      const seq = tally.lastChange(region)?.seq ?? 0;
      const own = known.filter((file) => keyOf(file.contest, file.region) === key && file.seq === seq);
      if (own.length < 2) continue;
      this.files.set(key, own);
      this.due.delete(key);
    }
  }

  changed(state: PublishedState, changes: Changes): void {
    for (const [tally] of changes.contests()) {
      for (const region of changes.regionsOf(tally, state.tree)) this.add(state, tally, region);
    }
  }

  /** A slice of what is due, so that figures never wait for it. Returns the paths that nothing names any more. */
  async write({ state, snapshot, sink }: OpenDataParts): Promise<string[]> {
    if (this.batch.length === 0) {
      this.batch = [...this.due];
      this.due.clear();
      this.begunAt = this.clock.realNow();
    }
    const old: string[] = [];
    const since = performance.now();
    while (performance.now() - since < SLICE_MS) {
      const [first] = this.batch;
      if (first === undefined) break;
      const [key, part] = first;
      const before = this.files.get(key) ?? [];
      const files = await this.writePart(part, { state, snapshot, sink });
      this.files.set(key, files);
      this.batch.shift();
      const now = new Set(files.map(({ file }) => file));
      old.push(...before.filter(({ file }) => !now.has(file)).map(({ file }) => `v1/${file}`));
    }
    const files = [...this.files.values()].flat();
    const text = JSON.stringify({ version: PUBLISHED_VERSION, at: isoTime(this.clock.now()), files });
    await sink.put([{ path: INDEX_PATH, text, hasTwins: true }]);
    return old;
  }

  private add({ tree }: PublishedState, tally: PublicTally, region: number): void {
    const row = tree.levels[region] === 'kabupaten' ? tally.row(region) : null;
    if (row !== null && row.counts.expected > 0)
      this.due.set(keyOf(tally.contest.id, tree.codeOf(region)), { tally, region });
  }

  private async writePart({ tally, region }: Part, parts: OpenDataParts): Promise<PublishedBulk[]> {
    const { state, sink } = parts;
    const { tree } = state;
    const code = tree.codeOf(region);
    const rows = await this.rowsOf({ tally, region }, parts);
    const name = `${tally.contest.id}-${code}`;
    const about = {
      contest: tally.contest.id,
      region: code,
      rows: rows.length,
      seq: tally.lastChange(region)?.seq ?? 0,
    };
    const lines = rows.map((row) => `${JSON.stringify({ contest: tally.contest.id, ...row })}\n`).join('');
    const contents = [
      ['csv.zip', await csvZip(tally.contest, tree, rows)],
      ['ndjson', Buffer.from(lines)],
    ] as const;
    const files: PublishedBulk[] = [];
    for (const [format, bytes] of contents) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = `unduh/${name}-${sha256.slice(0, 16)}.${format}`;
      await sink.putBytes(`v1/${file}`, bytes);
      files.push({ ...about, name: `${name}.${format}`, format, file, bytes: bytes.length, sha256 });
    }
    return files;
  }

  private async rowsOf({ tally, region }: Part, { state, snapshot, sink }: OpenDataParts): Promise<PublishedTps[]> {
    const { tree, register } = state;
    const [first, count] = [tree.first[region] ?? 0, tree.count[region] ?? 0];
    const positions = Array.from({ length: count }, (_, n) => first + n).filter(
      (at) => tally.totals.area.tpsOf(at) >= 0,
    );
    const codes = positions.map((at) => tree.tpsCodeAt(at) as TpsCode);
    const sources = await snapshot.sources(tally.contest.id, codes);
    const pictureOf = await this.pictures.bring(sources, sink);
    const byTps = new Map(sources.map((source) => [source.tps, source]));
    return codes.map((tps, index) => {
      const at = positions[index] ?? -1;
      const voters = (register.dptL[at] ?? 0) + (register.dptP[at] ?? 0);
      return publishedTps(byTps.get(tps) ?? emptySource(tally.contest.id, tps), voters, pictureOf);
    });
  }
}

function keyOf(contest: string, region: string): string {
  return `${contest}/${region}`;
}
