import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isTpsSubject } from '@posko/domain';
import type { ContestCode } from '@posko/domain';
import { figuresOf, refuseImpossible } from '../platform/sirekap/sirekap-figures';
import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import { tpsOf } from '../platform/sirekap/sirekap-tps';
import type { SirekapTps } from '../platform/sirekap/sirekap-tps';
import type { FoundFile, RejectedFile } from './sirekap-files';

/** A file of a region has figures, that of a TPS a form. */
export interface ReadFile extends FoundFile {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly ts: string;
  readonly figures: readonly SirekapFigure[];
  readonly forms: readonly SirekapTps[];
}

/** The same bytes of the same place are one file, wherever it lies. */
export function keyOf({ place, sha256 }: Pick<ReadFile, 'place' | 'sha256'>): string {
  return `${place} ${sha256}`;
}

/** Reads a file and everything that it says, or why it is none. */
export async function readSirekap(file: FoundFile, contest: ContestCode): Promise<ReadFile | RejectedFile> {
  try {
    const bytes = await readFile(file.path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const source = { contest, region: file.place, bytes };
    const forms = isTpsSubject(file.place) ? [tpsOf(source)] : [];
    const figures = isTpsSubject(file.place) ? [] : figuresOf(source);
    refuseImpossible(figures);
    return { ...file, bytes, sha256, figures, forms, ts: (forms[0] ?? figures[0])?.ts ?? '' };
  } catch (error) {
    return { file: file.name, reason: error instanceof Error ? error.message : String(error) };
  }
}
