import { Failure } from './terminal';
import type { Terminal } from './terminal';

/** True where the query finds a row. The first to open a database brings it up to date. */
export async function hasRow(databaseUrl: string, terminal: Terminal, query: string): Promise<boolean> {
  const { openDataSource } = await import('@posko/api');
  const log = (line: string): void => {
    terminal.note(line);
  };
  const dataSource = await openDataSource({ url: databaseUrl, entities: [], poolSize: 2, log });
  try {
    const rows: unknown[] = await dataSource.query(query);
    return rows.length > 0;
  } finally {
    await dataSource.destroy();
  }
}

/**
 * Puts the register of Jawa Timur into a database that has none, so that a first start shows a whole province. Instances
 * that start together bring the same register, which counts once.
 */
export async function seedRegister(databaseUrl: string, terminal: Terminal): Promise<void> {
  if (await hasRow(databaseUrl, terminal, 'select from region limit 1')) return;
  terminal.note('Loading the register of Jawa Timur …');
  const { RegisterImportService, createContext, jatimRegister } = await import('@posko/api');
  const context = await createContext({ databaseUrl });
  try {
    const result = await context.get(RegisterImportService, { strict: false }).import({
      name: 'Jawa Timur',
      lines: await jatimRegister(),
      onProgress: ({ phase, tps }) => {
        terminal.progress(`${phase === 'read' ? 'Reading' : 'Writing'}: ${tps} TPS`);
      },
    });
    if (result.outcome === 'refused') throw new Failure('The register of Jawa Timur was refused.');
    terminal.note(`${result.tps} TPS in ${result.regions} regions`);
  } finally {
    await context.close();
  }
}
