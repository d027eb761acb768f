import { cpus, release, totalmem, type } from 'node:os';
import type { Lab } from './lab';

/** What the figures were measured on. */
export interface Machine {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly measuredAt: string;
}

export async function machineOf(lab: Lab): Promise<Machine> {
  const setting = async (name: string): Promise<string> => {
    const [row] = await lab.query<{ value: string }>(`SELECT current_setting('${name}') AS value`);
    return row?.value ?? '';
  };
  const processors = cpus();
  return {
    system: `${type()} ${release()}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: await setting('server_version'),
    fsync: await setting('fsync'),
    synchronousCommit: await setting('synchronous_commit'),
    measuredAt: new Date().toISOString(),
  };
}

export function machineText(machine: Machine): string {
  const { system, cpu, cores, memoryGiB, node, postgres, fsync, synchronousCommit } = machine;
  const database = `PostgreSQL ${postgres} (fsync ${fsync}, synchronous_commit ${synchronousCommit})`;
  return `${cores} cores (${cpu}), ${memoryGiB} GiB, ${system}, Node ${node}, ${database}`;
}
