import { INCIDENT_REFUSALS } from '@posko/domain';
import type { IncidentRefusal } from '@posko/domain';
import type { TextOf, handlingMessages } from '@posko/ui';
import type { Failure } from '../shell/board-store';

/** Why something was not done, in a sentence: the rule that was broken where the server names it. */
export function failureText(failure: Failure, t: TextOf<typeof handlingMessages>): string {
  const reason = failure.body?.params?.['reason'];
  const rule = INCIDENT_REFUSALS.find((one: IncidentRefusal) => one === reason);
  return rule === undefined ? t(`error.${failure.code}`) : t(`handling.refused.${rule}`);
}
