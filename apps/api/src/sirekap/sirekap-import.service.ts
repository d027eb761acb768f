import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { ContestCode } from '@posko/domain';
import type { JournalBody } from '@posko/domain';
import { BlobStore } from '../platform/blob/blob-store';
import { stableId } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import { figuresOf, refuseImpossible } from '../platform/sirekap/sirekap-figures';
import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import { SirekapRepository } from '../platform/sirekap/sirekap.repository';
import type { LatestFigure, RegisteredRegion } from '../platform/sirekap/sirekap.repository';
import { findOtherTotals } from './other-totals';
import type { OtherTotal } from './other-totals';
import { findSilentChanges } from './silent-changes';
import type { FoundChange } from './silent-changes';
import { findSirekapFiles } from './sirekap-files';
import type { FoundFile } from './sirekap-files';

export interface BrokenFile {
  readonly name: string;
  readonly reason: string;
}

/** What became of an import. `unchanged`: every file is kept already. */
export type SirekapImportResult =
  | {
      readonly outcome: 'imported' | 'unchanged';
      /** Journal entry of the import, null when nothing was new. */
      readonly seq: number | null;
      readonly files: number;
      readonly newFiles: number;
      readonly passedOver: number;
      /** What is now the latest of the topmost region that was told of. */
      readonly top: (LatestFigure & { readonly name: string | null }) | null;
      /** Codes told of that the register does not have; kept all the same. */
      readonly unknownRegions: readonly string[];
      /** Warnings: regions of which Sirekap counts more or fewer TPS than the register; kept all the same. */
      readonly otherTotals: readonly OtherTotal[];
      readonly silentChanges: readonly (FoundChange & { readonly name: string | null })[];
    }
  | {
      readonly outcome: 'refused';
      /** Of the whole import; `broken` has that of each file. */
      readonly reason: string;
      readonly broken: readonly BrokenFile[];
      readonly passedOver: number;
    };

interface ReadFile extends FoundFile {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly figures: readonly SirekapFigure[];
}

/** Takes in what Sirekap published: every file as received, and what it says of each region. */
@Injectable()
export class SirekapImportService {
  constructor(
    private readonly journal: JournalWriter,
    private readonly blobs: BlobStore,
    private readonly sirekap: SirekapRepository,
  ) {}

  /** `onFile` is told of the files read so far. Throws where the folder cannot be read. */
  async import(
    path: string,
    contest: ContestCode,
    onFile?: (read: number, total: number) => void,
  ): Promise<SirekapImportResult> {
    const { files, passedOver } = await findSirekapFiles(path, contest);
    if (files.length === 0) {
      return {
        outcome: 'refused',
        reason: `no aggregate file of contest ${contest} under ${path}`,
        broken: [],
        passedOver,
      };
    }
    const broken: BrokenFile[] = [];
    const read = new Map<string, ReadFile>();
    for (const [index, file] of files.entries()) {
      const result = await readOne(file, contest);
      if ('reason' in result) broken.push(result);
      else read.set(keyOf(result), result);
      onFile?.(index + 1, files.length);
    }
    if (broken.length > 0) {
      return { outcome: 'refused', reason: `broken files: ${broken.length} of ${files.length}`, broken, passedOver };
    }
    return this.take([...read.values()], contest, passedOver);
  }

  private async take(
    files: readonly ReadFile[],
    contest: ContestCode,
    passedOver: number,
  ): Promise<SirekapImportResult> {
    const regions = [...new Set(files.map((file) => file.region))];
    const known = await this.sirekap.known(contest, regions);
    const fresh = files.filter((file) => !known.has(keyOf(file)));
    const seq = fresh.length === 0 ? null : await this.store(fresh, contest);
    const figures = files.flatMap((file) => file.figures);
    const codes = [...new Set(figures.map((figure) => figure.regionCode))].sort();
    const registered = await this.sirekap.registered(codes);
    const history = await this.sirekap.history(contest, regions);
    const changes = findSilentChanges(history, new Set(files.map((file) => file.sha256)));
    const top = (await this.sirekap.latest(contest)).find((figure) => figure.regionCode === topOf(codes, registered));
    return {
      outcome: seq === null ? 'unchanged' : 'imported',
      seq,
      files: files.length,
      newFiles: fresh.length,
      passedOver,
      top: top === undefined ? null : { ...top, name: registered.get(top.regionCode)?.name ?? null },
      unknownRegions: codes.filter((code) => !registered.has(code)),
      otherTotals: findOtherTotals(figures, registered),
      silentChanges: changes.map((change) => ({ ...change, name: registered.get(change.regionCode)?.name ?? null })),
    };
  }

  private async store(files: readonly ReadFile[], contest: ContestCode): Promise<number> {
    const { entry } = await this.journal.transact(commandOf(files, contest), async (manager) => {
      for (const file of files) {
        await this.blobs.put(manager, file.bytes);
        await this.sirekap.insert(manager, file.figures);
      }
      return { kind: 'sirekap.imported.v1', subject: '', body: bodyOf(files, contest) };
    });
    return entry.seq;
  }
}

async function readOne(file: FoundFile, contest: ContestCode): Promise<ReadFile | BrokenFile> {
  const bytes = await readFile(file.path);
  try {
    const figures = figuresOf({ contest, region: file.region, bytes });
    refuseImpossible(figures);
    return { ...file, bytes, figures, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    return { name: file.name, reason: error instanceof Error ? error.message : String(error) };
  }
}

function bodyOf(files: readonly ReadFile[], contest: ContestCode): JournalBody<'sirekap.imported.v1'> {
  const listed = files.map(({ name, sha256, bytes, region, figures }) => {
    return { path: name, sha256, bytes: bytes.length, region, ts: figures[0]?.ts ?? '' };
  });
  return { contest, files: listed };
}

/** The same files are the same command, whoever brings them and whenever. */
function commandOf(files: readonly ReadFile[], contest: ContestCode): { id: string; requestHash: string } {
  const text = `sirekap.imported ${contest}: ${files.map(keyOf).sort().join(', ')}`;
  return { id: stableId(text), requestHash: createHash('sha256').update(text).digest('hex') };
}

function keyOf({ region, sha256 }: Pick<ReadFile, 'region' | 'sha256'>): string {
  return `${region} ${sha256}`;
}

/** The topmost region that the register has: the shortest code; else the topmost that was told of. */
function topOf(codes: readonly string[], registered: ReadonlyMap<string, RegisteredRegion>): string | undefined {
  const known = codes.filter((code) => registered.has(code));
  const [top] = (known.length > 0 ? known : codes).toSorted((a, b) => a.length - b.length);
  return top;
}
