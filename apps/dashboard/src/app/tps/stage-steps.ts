import { STAGES, stageIndex } from '@posko/domain';
import type { Stage } from '@posko/domain';
import type { ResponseOf } from '../shell/board-store';

type Tps = ResponseOf<'tps'>;

/** `passed`: reported, or taken for granted because a later stage was. */
export type StepState = 'passed' | 'current' | 'ahead';

export interface StageStep {
  readonly stage: Stage;
  readonly state: StepState;
  /** When the crew says it was reached, or its result came, ISO 8601; null where nobody said so. */
  readonly at: string | null;
  /** The TPS owes this one. */
  readonly isOwed: boolean;
}

/**
 * The stages of a TPS with the times told of them: the earliest that any report gives, unless it no longer counts, or when its
 * result got there.
 */
export function stageSteps(tps: Tps): StageStep[] {
  const now = stageIndex(tps.stage);
  return STAGES.map((stage, index): StageStep => {
    const state = index < now ? 'passed' : index === now ? 'current' : 'ahead';
    return {
      stage,
      state,
      at: state === 'ahead' ? null : timeOf(tps, stage, state),
      isOwed: tps.overdue?.missing === stage,
    };
  }).filter((step) => step.stage !== 'unreported' || step.state === 'current');
}

function timeOf(tps: Tps, stage: Stage, state: StepState): string | null {
  const times = tps.story
    .flatMap((entry) => {
      if (entry.kind === 'report')
        return entry.stage === stage && entry.effect !== 'superseded' ? entry.occurredAt : [];
      return entry.kind === 'result' && entry.standsAt === stage && entry.stoodAt !== stage ? entry.receivedAt : [];
    })
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  // After a step back the present stage began with it, whatever was told before.
  return state === 'current' ? (tps.stageAt ?? times[0] ?? null) : (times[0] ?? null);
}
