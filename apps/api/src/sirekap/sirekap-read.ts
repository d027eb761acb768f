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

/** At once, so that the disk is busy and memory is not. */
const AT_ONCE = 32;

/** Reads files and everything that they say, or why they are none, in their order. */
export async function* readAll(
  files: readonly FoundFile[],
  contest: ContestCode,
): AsyncGenerator<ReadFile | RejectedFile> {
  for (let from = 0; from < files.length; from += AT_ONCE) {
    yield* await Promise.all(files.slice(from, from + AT_ONCE).map((file) => readOne(file, contest)));
  }
}

async function readOne(file: FoundFile, contest: ContestCode): Promise<ReadFile | RejectedFile> {
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
