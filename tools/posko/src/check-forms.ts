import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { PROFILES, TpsCode, checkForm, codesOf, formStatus, publishedProfile, readSirekapForm } from '@posko/domain';
import type { FormRule, FormStatus, ProfileName } from '@posko/domain';
import { ZodError } from 'zod';
import { Failure } from './terminal';

/** What the rules say of one file. */
export interface CheckedForm {
  /** From the file's name; the name itself where that is no code. */
  readonly tps: string;
  readonly status: FormStatus;
  readonly codes: readonly FormRule[];
}

export interface UnreadableForm {
  readonly file: string;
  readonly status: 'unreadable';
  readonly reason: string;
}

export type FormVerdict = CheckedForm | UnreadableForm;

export interface FormsSummary {
  readonly files: number;
  readonly empty: number;
  readonly partial: number;
  readonly complete: number;
  readonly unreadable: number;
  /** Files by code. */
  readonly codes: Readonly<Partial<Record<FormRule, number>>>;
}

/** At once, so that the disk is busy and memory is not. */
const BATCH = 64;
const TPS_FILE = /(\d{13})/;

/**
 * Checks a file or all JSON files of a directory and below, in the order of their names. Without a profile each file's layout
 * tells which. Throws a Failure where the path cannot be read.
 */
export async function* checkForms(path: string, profile?: ProfileName): AsyncGenerator<FormVerdict> {
  const files = await formFiles(path);
  for (let from = 0; from < files.length; from += BATCH) {
    yield* await Promise.all(files.slice(from, from + BATCH).map((file) => checkOne(path, file, profile)));
  }
}

async function formFiles(path: string): Promise<string[]> {
  try {
    if ((await stat(path)).isFile()) return [path];
    const files: string[] = [];
    for await (const entry of await opendir(path, { recursive: true })) {
      if (entry.isFile() && entry.name.endsWith('.json')) files.push(join(entry.parentPath, entry.name));
    }
    return files.sort();
  } catch (cause) {
    throw new Failure(`${path} cannot be read: ${reasonOf(cause)}`, 1, { cause });
  }
}

async function checkOne(root: string, file: string, wanted?: ProfileName): Promise<FormVerdict> {
  try {
    const { layout, form, images } = readSirekapForm(JSON.parse(await readFile(file, 'utf8')));
    const profile = publishedProfile(PROFILES[wanted ?? layout]);
    const hasPhoto = images.length > 0;
    const codes = codesOf(checkForm(form, profile, hasPhoto));
    return { tps: codeOf(file), status: formStatus(form, profile, hasPhoto), codes };
  } catch (error) {
    return { file: relative(root, file) || basename(file), status: 'unreadable', reason: reasonOf(error) };
  }
}

function codeOf(file: string): string {
  const name = basename(file, '.json');
  const digits = TPS_FILE.exec(name)?.[1];
  return digits !== undefined && TpsCode.safeParse(digits).success ? digits : name;
}

function reasonOf(error: unknown): string {
  if (error instanceof ZodError) {
    return error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}

/** Adds up verdicts as they come. */
export class FormsTally {
  private readonly statuses = { empty: 0, partial: 0, complete: 0, unreadable: 0 };
  private readonly codes = new Map<FormRule, number>();
  private files = 0;

  add(verdict: FormVerdict): void {
    this.files += 1;
    this.statuses[verdict.status] += 1;
    if (verdict.status === 'unreadable') return;
    for (const code of verdict.codes) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  get summary(): FormsSummary {
    const codes = [...this.codes].sort(([a], [b]) => (a < b ? -1 : 1));
    return { files: this.files, ...this.statuses, codes: Object.fromEntries(codes) };
  }
}
