import type { RegisterLine } from '@posko/api';
import { SYSTEM_ACTOR } from '@posko/domain';
import type { Contest } from '@posko/domain';
import { BENCH_CONTEST, NATION_CONTEST } from '../bench-form';
import { answerCalls } from '../worker';

export interface Imported {
  readonly tps: number;
  /** Reading, checking and writing; opening the database is not in it. */
  readonly ms: number;
  /** The most memory that the process ever held, bytes. */
  readonly peakRss: number;
}

async function importLines(
  databaseUrl: string,
  lines: AsyncIterable<RegisterLine> | Iterable<RegisterLine>,
): Promise<Imported> {
  const { RegisterImportService, createContext } = await import('@posko/api');
  const context = await createContext({ databaseUrl, log: 'warn' });
  try {
    const service = context.get(RegisterImportService, { strict: false });
    const startedAt = performance.now();
    const result = await service.import({ name: 'bench', lines });
    const ms = performance.now() - startedAt;
    if (result.outcome === 'refused') throw new Error(`The bench's register was refused: ${JSON.stringify(result)}`);
    return { tps: result.tps, ms, peakRss: process.resourceUsage().maxRSS * 1024 };
  } finally {
    await context.close();
  }
}

/** A contest that the bench's forms are of. */
async function importContest(databaseUrl: string, contest: Contest): Promise<void> {
  const { ContestImportService, createContext } = await import('@posko/api');
  const context = await createContext({ databaseUrl, log: 'warn' });
  try {
    const service = context.get(ContestImportService, { strict: false });
    await service.import({ name: 'bench', contests: [contest], actor: SYSTEM_ACTOR });
  } finally {
    await context.close();
  }
}

answerCalls({
  contest: ({ databaseUrl }: { databaseUrl: string }) => importContest(databaseUrl, BENCH_CONTEST),
  nationContest: ({ databaseUrl }: { databaseUrl: string }) => importContest(databaseUrl, NATION_CONTEST),
  province: async ({ databaseUrl }: { databaseUrl: string }) => {
    const { jatimRegister } = await import('@posko/api');
    return importLines(databaseUrl, await jatimRegister());
  },
  file: async ({ databaseUrl, path }: { databaseUrl: string; path: string }) => {
    const { readRegisterCsv } = await import('@posko/api');
    return importLines(databaseUrl, readRegisterCsv(path, { maxDpt: 600 }));
  },
});
