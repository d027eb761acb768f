import { Injectable, inject } from '@angular/core';
import type { PublishedContest, PublishedDesa, PublishedRegion } from '@posko/contracts';
import { desaOf, isPlaceCode, isWithin } from './place';
import { PublishedFiles, isFixed } from './published-files';
import type { Told } from './published-files';

/** A region with those below it, or a desa with its TPS. */
export type AreaFile = PublishedRegion | PublishedDesa;

export function isDesa(file: AreaFile): file is PublishedDesa {
  return 'tps' in file;
}

/** What a region's file is remembered under. */
export function areaKey(contest: string, code: string): string {
  return `${contest}/${code}`;
}

/** From where files are taken: the server where possible, or this device alone. */
export type Source = 'server' | 'device';

interface Step {
  readonly contest: string;
  readonly code: string;
  readonly address: string;
  /** `seq` of the file that named it: where that stands still, nothing below has changed. */
  readonly parentSeq: number;
}

interface Held {
  readonly address: string;
  readonly parentSeq: number;
  readonly told: Told<AreaFile>;
}

/**
 * Finds the file of a region from the top of its contest down, as each file names those below it. What has not changed since is not
 * asked for again.
 */
@Injectable({ providedIn: 'root' })
export class RegionWalk {
  private readonly files = inject(PublishedFiles);
  private readonly held = new Map<string, Held>();

  /** The file of a region, or of the desa that a TPS lies in; null where the contest has none of it. */
  async to(contest: PublishedContest, code: string, seq: number): Promise<Told<AreaFile> | null> {
    if (!isPlaceCode(code) || !isWithin(code, contest.top)) return null;
    let told = await this.read({ contest: contest.id, code: contest.top, address: contest.file, parentSeq: seq });
    while (!isThere(told.file, code)) {
      const next = isDesa(told.file) ? undefined : told.file.rows.find((row) => isWithin(code, row.code));
      if (next?.file === undefined) return null;
      const { seq: parentSeq } = told.file;
      told = await this.read({ contest: contest.id, code: next.code, address: next.file, parentSeq });
    }
    return told;
  }

  /** As this device saw it last, or null. */
  async recall(contest: string, code: string): Promise<Told<AreaFile> | null> {
    if (!isPlaceCode(code)) return null;
    return this.files.recall<AreaFile>({ key: areaKey(contest, desaOf(code)) }).catch(() => null);
  }

  private async read({ contest, code, address, parentSeq }: Step): Promise<Told<AreaFile>> {
    const key = areaKey(contest, code);
    const held = this.held.get(key);
    if (held?.address === address && (isFixed(address) || held.parentSeq === parentSeq)) return held.told;
    const told = await this.files.read<AreaFile>({ key, address });
    if (told.from === 'server') this.held.set(key, { address, parentSeq, told });
    return told;
  }
}

function isThere({ region }: AreaFile, code: string): boolean {
  return region.code === desaOf(code);
}
