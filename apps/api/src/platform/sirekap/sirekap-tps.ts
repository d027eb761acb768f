import { createHash } from 'node:crypto';
import { readSirekapForm } from '@posko/domain';
import type { CHasil } from '@posko/domain';
import { ZodError } from 'zod';
import { isoOf, jsonOf } from './sirekap-figures';
import type { SirekapFile } from './sirekap-figures';

/** What one file of Sirekap says of one TPS. */
export interface SirekapTps {
  readonly contest: string;
  readonly tps: string;
  /** ISO 8601, in Sirekap's own time (WIB). */
  readonly ts: string;
  /** Null while nothing of it was read. */
  readonly form: CHasil | null;
  readonly photos: number;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
}

/** Reads a file of either layout. Throws with the reason where it is none of a TPS. */
export function tpsOf({ contest, region, bytes }: SirekapFile): SirekapTps {
  const { form, images, ts } = formOf(bytes);
  if (ts === null) throw new Error('ts: a file without its time');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { contest, tps: region, ts: isoOf(ts), form, photos: images.length, sha256 };
}

function formOf(bytes: Buffer): ReturnType<typeof readSirekapForm> {
  const json = jsonOf(bytes);
  try {
    return readSirekapForm(json);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    throw new Error(`no file of a TPS: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`, {
      cause: error,
    });
  }
}
