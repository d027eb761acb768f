import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { JournalBody } from '@posko/domain';
import { ApiError } from '../../platform/http/api-error';
import { stableId } from '../../platform/journal/chain';
import { JournalWriter } from '../../platform/journal/journal-writer';
import { chunksOf } from '../../platform/register/register-chunk';
import type { RegisterRows } from '../../platform/register/register-rows';
import { RegisterBuilder } from './register-builder';
import { RegisterImportRepository } from './register-import.repository';
import type { LatestImport, RegisterContent } from './register-import.repository';
import { isRecord } from './register-record';
import type { RegisterIssue, RegisterLine } from './register-record';

/** Issues named singly; the rest is counted. */
const ISSUE_LIMIT = 100;
/** Lines between two signs of progress. */
const PROGRESS_LINES = 5_000;

export interface RegisterSource {
  /** What the journal calls it: the name of the file, never its folder. */
  readonly name: string;
  readonly lines: AsyncIterable<RegisterLine> | Iterable<RegisterLine>;
  readonly onProgress?: (progress: RegisterProgress) => void;
}

/** `tps` read so far, or written of `total`. */
export type RegisterProgress =
  | { readonly phase: 'read'; readonly tps: number }
  | { readonly phase: 'write'; readonly tps: number; readonly total: number };

/** What became of an import. `unchanged`: this very register is the present one. */
export type RegisterImportResult =
  | {
      readonly outcome: 'imported' | 'unchanged';
      readonly version: number;
      readonly tps: number;
      readonly regions: number;
      readonly dpt: { readonly l: number; readonly p: number };
    }
  | {
      readonly outcome: 'refused';
      readonly code: 'invalid-request' | 'register-in-use';
      readonly issues: readonly RegisterIssue[];
      /** Issues beyond those listed. */
      readonly furtherIssues: number;
    };

interface Content extends RegisterContent {
  readonly names: readonly string[];
  readonly dpt: { readonly l: number; readonly p: number };
}

/** Takes a register in whole or not at all: tables, bytes and journal entry in one transaction. */
@Injectable()
export class RegisterImportService {
  constructor(
    private readonly journal: JournalWriter,
    private readonly imports: RegisterImportRepository,
  ) {}

  async import(source: RegisterSource): Promise<RegisterImportResult> {
    const gathered = await gather(source);
    if ('refused' in gathered) return gathered.refused;
    const content = await contentOf(gathered.rows);
    const before = await this.imports.latest();
    if (before?.chunks.join() === content.names.join()) return this.result('unchanged', before.seq, content);
    try {
      const { entry } = await this.journal.transact(commandOf(content, before), async (manager) => {
        const total = content.rows.tpsCodes.length;
        const onTps = (tps: number): void => source.onProgress?.({ phase: 'write', tps, total });
        await this.imports.store(manager, { content, before, onTps });
        return { kind: 'register.imported.v1', subject: '', body: bodyOf(source.name, content) };
      });
      return this.result('imported', entry.seq, content);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'register-in-use') throw error;
      return { outcome: 'refused', code: 'register-in-use', issues: [], furtherIssues: 0 };
    }
  }

  private result(outcome: 'imported' | 'unchanged', version: number, content: Content): RegisterImportResult {
    const { rows, dpt } = content;
    return { outcome, version, tps: rows.tpsCodes.length, regions: rows.regions.length, dpt };
  }
}

/** All lines as a register, or what is wrong with them. */
async function gather(source: RegisterSource): Promise<{ rows: RegisterRows } | { refused: RegisterImportResult }> {
  const builder = new RegisterBuilder();
  const issues: RegisterIssue[] = [];
  let furtherIssues = 0;
  for await (const line of source.lines) {
    for (const issue of isRecord(line) ? builder.add(line) : line) {
      if (issues.length < ISSUE_LIMIT) issues.push(issue);
      else furtherIssues += 1;
    }
    if (builder.tpsCount % PROGRESS_LINES === 0) source.onProgress?.({ phase: 'read', tps: builder.tpsCount });
  }
  if (issues.length === 0 && builder.tpsCount === 0) issues.push({ line: 1, reason: 'there is no TPS in it' });
  if (issues.length === 0) return { rows: builder.build() };
  return { refused: { outcome: 'refused', code: 'invalid-request', issues, furtherIssues } };
}

async function contentOf(rows: RegisterRows): Promise<Content> {
  const chunks = await chunksOf(rows);
  const names = chunks.map((chunk) => createHash('sha256').update(chunk).digest('hex'));
  const sum = (voters: Uint16Array): number => voters.reduce((all, one) => all + one, 0);
  return { rows, chunks, names, dpt: { l: sum(rows.dptL), p: sum(rows.dptP) } };
}

function bodyOf(source: string, { rows, names, dpt }: Content): JournalBody<'register.imported.v1'> {
  return { source, tps: rows.tpsCodes.length, regions: rows.regions.length, dpt, chunks: [...names] };
}

/** The same register on top of the same one before is the same command, so a retry after a crash cannot import it twice. */
function commandOf(content: Content, before: LatestImport | null): { id: string; requestHash: string } {
  const text = `register.imported after ${before?.seq ?? 0}: ${content.names.join(' ')}`;
  return { id: stableId(text), requestHash: createHash('sha256').update(text).digest('hex') };
}
