import type { Terminal } from './terminal';

/** Puts the register of Jawa Timur into a database that has none, so that a first start shows a whole province. */
export async function seedRegister(databaseUrl: string, terminal: Terminal): Promise<void> {
  const { openDataSource } = await import('@posko/api');
  const dataSource = await openDataSource({
    url: databaseUrl,
    entities: [],
    poolSize: 2,
    log: (line) => {
      terminal.note(line);
    },
  });
  const [row]: { isEmpty: boolean }[] = await dataSource.query('select not exists (select from region) as "isEmpty"');
  await dataSource.destroy();
  if (row?.isEmpty !== true) return;
  terminal.note('Loading the register of Jawa Timur: 60,751 TPS …');
}
