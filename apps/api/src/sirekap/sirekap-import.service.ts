import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isTpsSubject } from '@posko/domain';
import type { ContestCode, JournalBody } from '@posko/domain';
import { BlobStore } from '../platform/blob/blob-store';
import { stableId } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import { SirekapFormRepository } from '../platform/sirekap/sirekap-form.repository';
import { SirekapRepository } from '../platform/sirekap/sirekap.repository';
import type { LatestFigure, RegisteredRegion } from '../platform/sirekap/sirekap.repository';
import { findOtherTotals } from './other-totals';
import type { OtherTotal } from './other-totals';
import { SirekapComparisonService } from './sirekap-comparison.service';
import type { TpsDifference } from './sirekap-comparison.service';
import { findSilentChanges, shownOf } from './silent-changes';
import type { FoundChange, Shown } from './silent-changes';
import { findSirekapFiles } from './sirekap-files';
import type { RejectedFile } from './sirekap-files';
import { keyOf, readAll } from './sirekap-read';
import type { ReadFile } from './sirekap-read';

/** Files read and journalled together: sixty thousand forms are neither one entry nor all in memory. */
const BATCH_FILES = 500;

/** Files and what they brought. */
interface Counts {
  /** Files taken: `new` and `unchanged` together. */
  readonly received: number;
  readonly new: number;
  /** Files kept already, or come twice. */
  readonly unchanged: number;
  /** Silent changes (W208) that new files brought to light. */
  readonly changed: readonly (FoundChange & { readonly name: string | null })[];
  /** Files that are broken; the others were taken. */
  readonly rejected: readonly RejectedFile[];
  readonly passedOver: number;
}

/** How things stand after an import. `unchanged`: every file is kept already. */
interface Standing {
  readonly outcome: 'imported' | 'unchanged';
  /** Last journal entry of the import, null when nothing was new. */
  readonly seq: number | null;
  /** What is now the latest of the topmost region that was told of. */
  readonly top: (LatestFigure & { readonly name: string | null }) | null;
  /** Codes told of that the register does not have; kept all the same. */
  readonly unknownRegions: readonly string[];
  /** Warnings: regions of which Sirekap counts more or fewer TPS than the register; kept all the same. */
  readonly otherTotals: readonly OtherTotal[];
  /** TPS of which new forms came that are not as they stand with us (W209). */
  readonly differing: readonly TpsDifference[];
}

/** What became of an import; it is refused where there is not one file that can be taken. */
export type SirekapImportResult = Counts & (Standing | { readonly outcome: 'refused'; readonly reason: string });

/** What came in so far. */
class Intake {
  readonly freshPlaces = new Set<string>();
  readonly freshHashes = new Set<string>();
  readonly figures: SirekapFigure[] = [];
  readonly rejected: RejectedFile[] = [];
  received = 0;
  fresh = 0;
  seq: number | null = null;

  constructor(readonly contest: ContestCode) {}

  add(files: readonly ReadFile[], fresh: readonly ReadFile[]): void {
    this.fresh += fresh.length;
    for (const { figures } of files) this.figures.push(...figures);
    for (const { place, sha256 } of fresh) {
      this.freshPlaces.add(place);
      this.freshHashes.add(sha256);
    }
  }
}

/** Takes in what Sirekap published: every file as received, and what it says of each region or TPS. */
@Injectable()
export class SirekapImportService {
  constructor(
    private readonly journal: JournalWriter,
    private readonly blobs: BlobStore,
    private readonly sirekap: SirekapRepository,
    private readonly forms: SirekapFormRepository,
    private readonly comparison: SirekapComparisonService,
  ) {}

  /** `onFile` is told of the files read so far. Throws where the folder cannot be read. */
  async import(
    path: string,
    contest: ContestCode,
    onFile?: (read: number, total: number) => void,
  ): Promise<SirekapImportResult> {
    const { files, rejected, passedOver } = await findSirekapFiles(path, contest);
    const intake = new Intake(contest);
    intake.rejected.push(...rejected);
    for (let from = 0; from < files.length; from += BATCH_FILES) {
      const batch = new Map<string, ReadFile>();
      for await (const result of readAll(files.slice(from, from + BATCH_FILES), contest)) {
        if ('reason' in result) intake.rejected.push(result);
        else {
          batch.set(keyOf(result), result);
          intake.received += 1;
        }
        onFile?.(intake.received + intake.rejected.length - rejected.length, files.length);
      }
      await this.take([...batch.values()], intake);
    }
    const { received, fresh } = intake;
    const counts = { received, new: fresh, unchanged: received - fresh, rejected: intake.rejected, passedOver };
    if (received > 0) return { ...counts, ...(await this.standing(intake)) };
    const { length } = intake.rejected;
    const reason = length > 0 ? `broken files: ${length} of ${length}` : `no file of contest ${contest} under ${path}`;
    return { ...counts, changed: [], outcome: 'refused', reason };
  }

  private async take(files: readonly ReadFile[], intake: Intake): Promise<void> {
    const { contest } = intake;
    const known = await this.known(
      contest,
      files.map((file) => file.place),
    );
    const fresh = files.filter((file) => !known.has(keyOf(file)));
    if (fresh.length > 0) intake.seq = await this.store(fresh, contest);
    intake.add(files, fresh);
  }

  private async known(contest: ContestCode, places: readonly string[]): Promise<Set<string>> {
    const { regions, tps } = split(places);
    const [ofRegions, ofTps] = [await this.sirekap.known(contest, regions), await this.forms.known(contest, tps)];
    return new Set([...ofRegions, ...ofTps]);
  }

  private async store(files: readonly ReadFile[], contest: ContestCode): Promise<number> {
    const { entry } = await this.journal.transact(commandOf(files, contest), async (manager) => {
      await this.blobs.putAll(
        manager,
        files.map((file) => file.bytes),
      );
      const figures = files.flatMap((file) => file.figures);
      const forms = files.flatMap((file) => file.forms);
      await this.sirekap.insert(manager, figures);
      await this.forms.insert(manager, forms);
      return { kind: 'sirekap.imported.v1', subject: '', body: bodyOf(files, contest) };
    });
    return entry.seq;
  }

  private async standing(intake: Intake): Promise<Standing & Pick<Counts, 'changed'>> {
    const { contest, figures, seq } = intake;
    const codes = [...new Set(figures.map((figure) => figure.regionCode))].sort();
    const registered = await this.sirekap.registered(codes);
    const changed = findSilentChanges(await this.history(intake), intake.freshHashes);
    const top = (await this.sirekap.latest(contest)).find((figure) => figure.regionCode === topOf(codes, registered));
    return {
      outcome: seq === null ? 'unchanged' : 'imported',
      seq,
      top: top === undefined ? null : { ...top, name: registered.get(top.regionCode)?.name ?? null },
      unknownRegions: codes.filter((code) => !registered.has(code)),
      otherTotals: findOtherTotals(figures, registered),
      differing: await this.comparison.differencesAt(contest, split([...intake.freshPlaces]).tps),
      changed: changed.map((change) => ({ ...change, name: registered.get(change.region)?.name ?? null })),
    };
  }

  /** What was ever shown of the places that something new came of. */
  private async history({ contest, freshPlaces }: Intake): Promise<Shown[]> {
    const { regions, tps } = split([...freshPlaces]);
    const forms = await this.forms.history(contest, tps);
    return [...(await this.sirekap.history(contest, regions)), ...forms.map(shownOf)];
  }
}

function split(places: readonly string[]): { regions: string[]; tps: string[] } {
  return { regions: places.filter((place) => !isTpsSubject(place)), tps: places.filter(isTpsSubject) };
}

function bodyOf(files: readonly ReadFile[], contest: ContestCode): JournalBody<'sirekap.imported.v1'> {
  const listed = files.map(({ name, sha256, bytes, place, ts }) => {
    return { path: name, sha256, bytes: bytes.length, region: place, ts };
  });
  return { contest, files: listed };
}

/** The same files are the same command, whoever brings them and whenever. */
function commandOf(files: readonly ReadFile[], contest: ContestCode): { id: string; requestHash: string } {
  const text = `sirekap.imported ${contest}: ${files.map(keyOf).sort().join(', ')}`;
  return { id: stableId(text), requestHash: createHash('sha256').update(text).digest('hex') };
}

/** The topmost region that the register has: the shortest code; else the topmost that was told of. */
function topOf(codes: readonly string[], registered: ReadonlyMap<string, RegisteredRegion>): string | undefined {
  const known = codes.filter((code) => registered.has(code));
  const [top] = (known.length > 0 ? known : codes).toSorted((a, b) => a.length - b.length);
  return top;
}
