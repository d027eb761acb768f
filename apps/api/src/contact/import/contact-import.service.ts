import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { scopeIndex } from '@posko/domain';
import type { Actor, RegionTree } from '@posko/domain';
import { BlobStore } from '../../platform/blob/blob-store';
import { readCsvLines } from '../../platform/csv/csv-lines';
import type { CsvIssue } from '../../platform/csv/csv-lines';
import { stableId } from '../../platform/journal/chain';
import { JournalWriter } from '../../platform/journal/journal-writer';
import { RegisterHolder } from '../../platform/register/register-holder';
import { ContactRepository } from '../contact.repository';
import { chunksOf } from './contact-chunk';
import { CONTACT_COLUMN_NAMES, readContact } from './contact-row';
import type { ContactRow } from './contact-row';

const ISSUE_LIMIT = 100;

export interface ContactSource {
  readonly path: string;
  /** What the journal calls it: the name of the file, never its folder. */
  readonly name: string;
  readonly actor: Actor;
  readonly onProgress?: (progress: ContactProgress) => void;
}

/** Bytes read so far, or contacts written of `total`. */
export type ContactProgress =
  | { readonly phase: 'read'; readonly bytes: number }
  | { readonly phase: 'write'; readonly contacts: number; readonly total: number };

/** What became of an import. `unchanged`: the latest import brought the very same. */
export type ContactImportResult =
  | {
      readonly outcome: 'imported' | 'unchanged';
      readonly seq: number;
      readonly contacts: number;
      readonly places: number;
    }
  | {
      readonly outcome: 'refused';
      readonly issues: readonly CsvIssue[];
      /** Issues beyond those listed. */
      readonly furtherIssues: number;
    };

/** Takes a file of contacts in whole or not at all; places that it does not name keep what they have. */
@Injectable()
export class ContactImportService {
  constructor(
    private readonly journal: JournalWriter,
    private readonly blobs: BlobStore,
    private readonly contacts: ContactRepository,
    private readonly register: RegisterHolder,
  ) {}

  async import(source: ContactSource): Promise<ContactImportResult> {
    const { tree } = await this.register.load();
    const gathered = await gather(source, tree);
    if ('outcome' in gathered) return gathered;
    const { rows } = gathered;
    const chunks = await chunksOf(rows);
    const names = chunks.map((chunk) => createHash('sha256').update(chunk).digest('hex'));
    const counts = { contacts: rows.length, places: new Set(rows.map(({ place }) => place)).size };
    const before = await this.contacts.latest();
    if (before?.chunks.join() === names.join()) return { outcome: 'unchanged', seq: before.seq, ...counts };
    // The same file on top of the same import before is the same command: a retry after a crash cannot act twice.
    const text = `contacts.imported after ${before?.seq ?? 0}: ${names.join(' ')}`;
    const command = { id: stableId(text), requestHash: createHash('sha256').update(text).digest('hex') };
    const { entry } = await this.journal.transact(command, async (manager) => {
      for (const chunk of chunks) await this.blobs.put(manager, chunk);
      const onRows = (contacts: number): void => source.onProgress?.({ phase: 'write', contacts, total: rows.length });
      await this.contacts.replace(manager, rows, onRows);
      const body = { source: source.name, contacts: rows.length, chunks: names, actor: source.actor };
      return { kind: 'contacts.imported.v1', subject: '', body };
    });
    await this.contacts.analyse();
    return { outcome: 'imported', seq: entry.seq, ...counts };
  }
}

/** All lines by place, a number once per place; or what is wrong with them. */
async function gather(
  { path, onProgress }: ContactSource,
  tree: RegionTree,
): Promise<{ rows: ContactRow[] } | Extract<ContactImportResult, { outcome: 'refused' }>> {
  const rows = new Map<string, ContactRow>();
  const issues: CsvIssue[] = [];
  let furtherIssues = 0;
  const onBytes = (bytes: number): void => onProgress?.({ phase: 'read', bytes });
  for await (const line of readCsvLines(path, CONTACT_COLUMN_NAMES, onBytes)) {
    const found = Array.isArray(line) ? line : known(readContact(line), tree, line.line);
    if (!Array.isArray(found)) {
      const key = `${found.place} ${found.phone} ${found.name}`;
      if (!rows.has(key)) rows.set(key, found);
      continue;
    }
    const listed = found.slice(0, ISSUE_LIMIT - issues.length);
    issues.push(...listed);
    furtherIssues += found.length - listed.length;
  }
  if (issues.length === 0 && rows.size === 0) issues.push({ line: 1, reason: 'there is no contact in it' });
  if (issues.length > 0) return { outcome: 'refused', issues, furtherIssues };
  return { rows: [...rows.values()].sort(byPlace) };
}

function known(found: ContactRow | CsvIssue[], tree: RegionTree, line: number): ContactRow | CsvIssue[] {
  if (Array.isArray(found)) return found;
  const isThere = tree.positionOf(found.place) >= 0 || scopeIndex(tree, found.place) >= 0;
  return isThere ? found : [{ line, column: 'place', reason: `the register has no ${found.place}` }];
}

/** Sorting is stable: within a place the order of the file stays. */
function byPlace(a: ContactRow, b: ContactRow): number {
  return a.place < b.place ? -1 : a.place > b.place ? 1 : 0;
}
