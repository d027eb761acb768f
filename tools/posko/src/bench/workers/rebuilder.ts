import { answerCalls } from '../worker';

/** What a replay of the journal finds. */
export interface Rebuilt {
  readonly entries: number;
  readonly faults: number;
  readonly differences: number;
  readonly ms: number;
}

answerCalls({
  /** `posko rebuild --check`. */
  check: async ({ databaseUrl }: { databaseUrl: string }): Promise<Rebuilt> => {
    const { RebuildService, createContext } = await import('@posko/api');
    const context = await createContext({ databaseUrl, log: 'silent' });
    try {
      const startedAt = performance.now();
      const service = context.get(RebuildService, { strict: false });
      const report = await service.run({ isWriting: false, onProgress: () => undefined });
      const ms = performance.now() - startedAt;
      const differences = report.isSame ? 0 : Math.max(1, report.differences.length);
      return { entries: report.entries, faults: report.faults.length, differences, ms };
    } finally {
      await context.close();
    }
  },
});
