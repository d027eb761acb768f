import { readFile } from 'node:fs/promises';
import type { Account } from '@posko/drill';
import { InvalidArgumentError } from 'commander';
import { readSettings } from './settings';
import { Failure } from './terminal';

/** "name password" a line; a password may hold blanks, a name may not. */
export async function accountsIn(file: string): Promise<Account[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Failure(`The operators cannot be read: ${reasonOf(cause)}`, 2, { cause });
  });
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const [, username = '', password = ''] = /^(\S+)\s(.+)$/.exec(line) ?? [];
    if (password === '') throw new Failure(`Line ${index + 1} of ${file} has to be a name, a blank and a password.`, 2);
    return { username, password };
  });
}

export function defaultUrl(): string {
  const { host, port } = readSettings();
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message || code || error.name;
}

export function numberIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value >= low && value <= high)) throw new InvalidArgumentError(`A number from ${low} to ${high} is wanted.`);
    return value;
  };
}

export function wholeIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = numberIn(low, high)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError('A whole number is wanted.');
    return value;
  };
}

export function timeOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('A time such as 2024-11-27T06:30:00+07:00 is wanted.');
  return at;
}
