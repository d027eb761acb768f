import * as z from 'zod';
import { INCIDENT_KINDS, INCIDENT_KIND_CODES, IncidentKind } from './incident-kind';
import { Severity } from './incident';
import type { Incident } from './incident';

const MINUTE_MS = 60_000;
const HOUR = 60;
const WEEK = 7 * 24 * HOUR;

const Minutes = z.int().min(0).max(WEEK);
/** Ten figures, for severity 1 to 10. */
const BySeverity = z.array(z.int().min(1).max(WEEK)).length(10);

/** Severity and times in use: our defaults, or what the office has set in their place. */
export const IncidentPolicy = z.strictObject({
  kinds: z.record(
    IncidentKind,
    z.strictObject({ severity: Severity, answerMinutes: Minutes.describe('0: answered on the call itself') }),
  ),
  answerMinutes: BySeverity.describe("first answer where the severity is not the kind's own; severity 1 to 10"),
  updateMinutes: BySeverity.describe('next update after the last; severity 1 to 10'),
  solutionMinutes: BySeverity.describe('solution; severity 1 to 10'),
});
export type IncidentPolicy = z.infer<typeof IncidentPolicy>;

/** What an office may set; whatever it leaves out stays as it is by default. */
export const IncidentPolicySetting = z.strictObject({
  kinds: z
    .partialRecord(
      IncidentKind,
      z.strictObject({ severity: Severity.optional(), answerMinutes: Minutes.optional() }).partial(),
    )
    .default({}),
  answerMinutes: BySeverity.optional(),
  updateMinutes: BySeverity.optional(),
  solutionMinutes: BySeverity.optional(),
});
export type IncidentPolicySetting = z.input<typeof IncidentPolicySetting>;

const ANSWER_MINUTES = [4 * HOUR, 4 * HOUR, 2 * HOUR, 2 * HOUR, HOUR, HOUR, HOUR, 30, 15, 1];
const UPDATE_MINUTES = [8, 8, 8, 2, 2, 2, 1, 1, 0.5, 0.5].map((hours) => hours * HOUR);
const SOLUTION_MINUTES = [24, 24, 24, 8, 8, 8, 4, 4, 2, 2].map((hours) => hours * HOUR);

/** The policy that follows from a setting; without one, the defaults. */
export function incidentPolicyOf(setting: IncidentPolicySetting = {}): IncidentPolicy {
  const { kinds, answerMinutes, updateMinutes, solutionMinutes } = IncidentPolicySetting.parse(setting);
  const rules = INCIDENT_KIND_CODES.map((kind) => {
    const { severity, answerMinutes: minutes } = INCIDENT_KINDS[kind];
    return [
      kind,
      { severity: kinds[kind]?.severity ?? severity, answerMinutes: kinds[kind]?.answerMinutes ?? minutes },
    ];
  });
  return {
    kinds: Object.fromEntries(rules) as IncidentPolicy['kinds'],
    answerMinutes: answerMinutes ?? ANSWER_MINUTES,
    updateMinutes: updateMinutes ?? UPDATE_MINUTES,
    solutionMinutes: solutionMinutes ?? SOLUTION_MINUTES,
  };
}

export const DEFAULT_INCIDENT_POLICY: IncidentPolicy = incidentPolicyOf();

type Rated = Pick<Incident, 'kind' | 'severity'>;

/** Time for the first answer, in ms: the kind's own, or the severity's where someone has set another one. */
export function answerSpan({ kind, severity }: Rated, policy: IncidentPolicy): number {
  const own = policy.kinds[kind];
  return (own.severity === severity ? own.answerMinutes : at(policy.answerMinutes, severity)) * MINUTE_MS;
}

/** Time between updates, in ms. */
export function updateSpan({ severity }: Rated, policy: IncidentPolicy): number {
  return at(policy.updateMinutes, severity) * MINUTE_MS;
}

/** Time for the solution, in ms: never shorter than that for the first answer. */
export function solutionSpan(incident: Rated, policy: IncidentPolicy): number {
  return Math.max(at(policy.solutionMinutes, incident.severity) * MINUTE_MS, answerSpan(incident, policy));
}

function at(bySeverity: readonly number[], severity: number): number {
  return bySeverity[severity - 1] ?? 0;
}
