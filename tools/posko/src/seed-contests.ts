import { hasRow } from './seed-register';
import type { Terminal } from './terminal';

const EVER_IMPORTED = `select from journal where kind = 'contest.imported.v1' and kind <> 'tps.reported.v1' limit 1`;

/** Puts the contests of Jawa Timur beside the register that a first start brings, unless there ever were others. */
export async function seedContests(databaseUrl: string, terminal: Terminal): Promise<void> {
  if (await hasRow(databaseUrl, terminal, EVER_IMPORTED)) return;
  const { JatimContestsService, createContext } = await import('@posko/api');
  const context = await createContext({ databaseUrl });
  try {
    const count = await context.get(JatimContestsService, { strict: false }).seed();
    if (count > 0) terminal.note(`${count} contests; the candidates' names come with posko import paslon`);
  } finally {
    await context.close();
  }
}
