import * as z from 'zod';
import { OptionId } from './contest';

/** What a commissioner is asked: can the TPS that are left still change it? */
export const OUTCOME_QUESTIONS = ['leader', 'second', 'threshold'] as const;
export const OutcomeQuestion = z.enum(OUTCOME_QUESTIONS);
export type OutcomeQuestion = z.infer<typeof OutcomeQuestion>;

/**
 * `settled`: cannot change any more, `open`: can. Of the threshold of disputes: the margin stays `above` it, stays within it
 * (`within`: a dispute is admissible), or that is `open`.
 */
export const OUTCOME_VERDICTS = ['settled', 'open', 'above', 'within'] as const;
export const OutcomeVerdict = z.enum(OUTCOME_VERDICTS);
export type OutcomeVerdict = z.infer<typeof OutcomeVerdict>;

/** The two cases that are told: nothing can be worse than the one; the other says what it assumes. */
export const OUTCOME_CASES = ['worst', 'realistic'] as const;
export const OutcomeCase = z.enum(OUTCOME_CASES);
export type OutcomeCase = z.infer<typeof OutcomeCase>;

/**
 * One case of one question, with every number of its arithmetic. Ahead and behind are counted votes without those of disputed TPS;
 * of the threshold, the margin is looked at with all that comes going against the one ahead (`low`), and for them (`high`).
 */
export const OutcomeStep = z.object({
  case: OutcomeCase,
  verdict: OutcomeVerdict,
  ahead: OptionId,
  behind: OptionId,
  aheadVotes: z.int(),
  behindVotes: z.int(),
  margin: z.int().describe('ahead less behind, of what is counted'),
  coming: z
    .int()
    .describe('votes that may come: all ballots of the TPS left, or as many valid votes as the realistic case expects'),
  low: z.int().describe('the margin after them, if they go against the one ahead as far as the case lets them'),
  high: z.int().describe('the margin after them, if they go for the one ahead as far as the case lets them'),
  valid: z.int().describe('valid votes counted'),
  allowed: z.int().nullable().describe('of the threshold: largest margin within it, once these votes have come'),
});
export type OutcomeStep = z.infer<typeof OutcomeStep>;

export const OutcomeAnswer = z.object({
  question: OutcomeQuestion,
  worst: OutcomeVerdict,
  realistic: OutcomeVerdict,
  steps: z.array(OutcomeStep).describe('the pair that decides each case'),
});
export type OutcomeAnswer = z.infer<typeof OutcomeAnswer>;

/** Why a question is not asked of this contest. */
export const OUTCOME_SILENCES = ['seats', 'president', 'nothingCounted'] as const;
export const OutcomeSilence = z.enum(OUTCOME_SILENCES);
export type OutcomeSilence = z.infer<typeof OutcomeSilence>;

export const OutcomeLeft = z.object({
  tps: z.int(),
  missing: z.int().describe('of these TPS: neither counted nor held'),
  held: z.int(),
  disputed: z
    .int()
    .describe('counted, with something against it since, or a vote to be taken again: not in the votes here'),
  voters: z.int().describe('on the register'),
  ballots: z.int().describe('voters and their spare ballots: no more votes can come'),
});
export type OutcomeLeft = z.infer<typeof OutcomeLeft>;

/**
 * Whether what is left can still change the outcome. Arithmetic and no forecast: the worst case bounds whatever comes, and the
 * realistic one says what it assumes.
 */
export const Outcome = z.object({
  ranking: z
    .array(z.object({ option: OptionId, votes: z.int() }))
    .describe('counted votes without disputed TPS, most first'),
  outstanding: OutcomeLeft,
  threshold: z
    .object({
      perMille: z.int().describe('of all valid votes'),
      population: z.int(),
      isStandIn: z.boolean().describe('the population is not known: voters on the register in its place'),
    })
    .nullable(),
  swingPerMille: z
    .int()
    .describe('of the realistic case: share that goes from the one ahead to the one behind, or back'),
  answers: z.array(OutcomeAnswer),
  silences: z.partialRecord(OutcomeQuestion, OutcomeSilence).describe('questions that are not asked, and why'),
});
export type Outcome = z.infer<typeof Outcome>;
