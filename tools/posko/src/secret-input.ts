import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@posko/domain';
import { Failure } from './terminal';

/** Bytes read from a pipe at most: more is no password, but a file given by mistake. */
const PIPE_LIMIT = 64 * 1024;

/** A new password from standard input: asked twice without echo on a terminal, the whole of a pipe otherwise. */
export async function readNewPassword(): Promise<string> {
  const password = process.stdin.isTTY ? await askTwice() : await readPipe();
  const fault = passwordFault(password);
  if (fault !== null) throw new Failure(fault, 2);
  return password;
}

/** What stands against a password by its form, as a sentence; null if nothing does. */
export function passwordFault(password: string): string | null {
  if (password === '') return 'No password came on standard input. Pipe one in, or run this on a terminal to be asked.';
  if (/[\r\n]/.test(password)) return 'The password has to be one line.';
  if (password.length < PASSWORD_MIN_LENGTH) {
    return `The password is too short: ${PASSWORD_MIN_LENGTH} characters at least. A few words one after another are easy to keep.`;
  }
  if (password.length > PASSWORD_MAX_LENGTH)
    return `The password is too long: ${PASSWORD_MAX_LENGTH} characters at most.`;
  return null;
}

/** The line feed that `echo` puts at the end is no part of it. */
async function readPipe(): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > PIPE_LIMIT) throw new Failure('What came on standard input is too long for a password.', 2);
    parts.push(part);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

async function askTwice(): Promise<string> {
  const password = await ask('Password: ');
  const fault = passwordFault(password);
  if (fault !== null) throw new Failure(fault, 2);
  if ((await ask('Once more: ')) !== password) throw new Failure('The two are not the same.', 2);
  return password;
}

/** Asks on standard error, since standard output belongs to the result, and shows nothing of what is typed. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.once('line', resolve);
      reader.once('SIGINT', () => reject(new Failure('Interrupted.', 1)));
      reader.once('close', () => reject(new Failure('No password was typed.', 2)));
    });
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
