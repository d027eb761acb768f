import type { UserMaintenanceService } from '@posko/api';
import { Username } from '@posko/domain';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure } from './terminal';
import type { Terminal } from './terminal';

/** What may stand in the way, as sentences for the person at the keyboard. */
const SENTENCES: Readonly<Record<string, string>> = {
  'password-too-common': 'That password is among the first that anyone would try. Choose another one.',
  'region-not-found': 'The register has no region of this code.',
  'username-taken': 'There is somebody of this name already.',
  'user-not-found': 'There is nobody of this name.',
};

/** Works on the accounts of the database, also beside a running server, which hears of it at once. */
export async function withUsers<T>(
  terminal: Terminal,
  work: (users: UserMaintenanceService) => Promise<T>,
): Promise<T> {
  return withDatabase(readSettings(), terminal, async (databaseUrl) => {
    const { ApiError, UserMaintenanceService, createContext } = await import('@posko/api');
    const context = await createContext({ databaseUrl, log: 'silent' });
    try {
      return await work(context.get(UserMaintenanceService, { strict: false }));
    } catch (error) {
      const sentence = error instanceof ApiError ? SENTENCES[error.code] : undefined;
      throw sentence === undefined ? error : new Failure(sentence, 1, { cause: error });
    } finally {
      await context.close();
    }
  });
}

export function usernameOf(text: string): string {
  const parsed = Username.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Failure(
    `${JSON.stringify(text)} cannot be a user name: 3 to 64 lower case letters, digits, dots, dashes and underlines, ` +
      'with a letter or digit at both ends.',
    2,
  );
}
