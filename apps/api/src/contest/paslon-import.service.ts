import { Injectable } from '@nestjs/common';
import { readPaslon } from '@posko/domain';
import type { Actor, Contest, PaslonCode } from '@posko/domain';
import { ZodError } from 'zod';
import { RegisterHolder } from '../platform/register/register-holder';
import { ContestImportService, ContestRefusal } from './contest-import.service';
import type { ContestImportResult } from './contest-import.service';
import { readPaslonFiles } from './paslon-files';
import type { PaslonFile } from './paslon-files';

export interface PaslonSource {
  readonly path: string;
  /** Only files of this contest; what a file is of whose name does not say. */
  readonly contest?: PaslonCode | undefined;
  readonly actor: Actor;
}

export interface PaslonFileRead {
  readonly name: string;
  readonly contests: number;
  /** Areas in it that the register does not have: passed over. */
  readonly otherAreas: number;
}

export type PaslonImportResult =
  | (ContestImportResult & { readonly files: readonly PaslonFileRead[] })
  | { readonly outcome: 'refused'; readonly reason: string };

/** Contests and their candidates out of Sirekap's `paslon` files, as far as the register has their areas. */
@Injectable()
export class PaslonImportService {
  constructor(
    private readonly contests: ContestImportService,
    private readonly register: RegisterHolder,
  ) {}

  /** Throws where the path cannot be read. */
  async import({ path, contest, actor }: PaslonSource): Promise<PaslonImportResult> {
    const files = await readPaslonFiles(path, contest);
    if (files.length === 0) return { outcome: 'refused', reason: `no paslon file under ${path}` };
    const { tree } = await this.register.load();
    const nameOf = (region: string): string | undefined => tree.names[tree.indexOf(region)];
    const contests: Contest[] = [];
    const read: PaslonFileRead[] = [];
    for (const file of files) {
      const found = readOne(file, nameOf);
      if ('outcome' in found) return found;
      contests.push(...found.contests);
      read.push({ name: file.name, contests: found.contests.length, otherAreas: found.otherAreas.length });
    }
    if (contests.length === 0) return { outcome: 'refused', reason: 'the register has none of the areas named' };
    const name = files.map((file) => file.name).join(', ');
    try {
      return { ...(await this.contests.import({ name, contests, actor })), files: read };
    } catch (error) {
      if (error instanceof ContestRefusal) return { outcome: 'refused', reason: error.message };
      throw error;
    }
  }
}

type Refusal = Extract<PaslonImportResult, { outcome: 'refused' }>;

function readOne(
  { name, code, text }: PaslonFile,
  nameOf: (region: string) => string | undefined,
): ReturnType<typeof readPaslon> | Refusal {
  try {
    return readPaslon(code, JSON.parse(text), nameOf);
  } catch (error) {
    return { outcome: 'refused', reason: `${name}: no paslon file of Sirekap: ${reasonOf(error)}` };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    return `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`;
  }
  return error instanceof Error ? error.message : String(error);
}
