import * as z from 'zod';

/** The stages of a TPS in their order (domain.md section 4). The index is what journal-fed arrays and the wire carry. */
export const STAGES = [
  'unreported',
  'ready',
  'open',
  'closed',
  'counting',
  'counted',
  'sent',
  'verified',
  'published',
] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

/** Stages that a crew may report; `verified` and `published` are reached by checks, never by a report. */
export const REPORTABLE_STAGES = ['ready', 'open', 'closed', 'counting', 'counted', 'sent'] as const;
export const ReportableStage = z.enum(REPORTABLE_STAGES);
export type ReportableStage = z.infer<typeof ReportableStage>;

/** Position of a stage in the order, 0 for `unreported`. */
export function stageIndex(stage: Stage): number {
  return STAGES.indexOf(stage);
}

/** The stage at an index; throws outside 0 … 8, which only a damaged board can hold. */
export function stageAt(index: number): Stage {
  const stage = STAGES[index];
  if (stage === undefined) throw new RangeError(`No stage has index ${index}`);
  return stage;
}
