import { SYSTEM_ACTOR } from '@posko/domain';
import type { Contest } from '@posko/domain';
import { SMALL_CONTESTS } from '@posko/testing';
import { ContestImportService } from '../../contest/contest-import.service';
import type { ContestImportResult } from '../../contest/contest-import.service';
import { JournalFollower } from '../../platform/journal/journal-follower';
import type { RunningServer } from '../../server';

const REACHED_MS = 10_000;

/** Brings contests, those of the small register by default, and waits until the server works with them. */
export async function importContests(
  { context }: RunningServer,
  contests: readonly Contest[] = SMALL_CONTESTS,
): Promise<ContestImportResult> {
  const importer = context.get(ContestImportService, { strict: false });
  const result = await importer.import({ name: 'small', contests, actor: SYSTEM_ACTOR });
  await context.get(JournalFollower, { strict: false }).reached(result.seq, REACHED_MS);
  return result;
}
