import { isoTime } from './clock';
import type { Incident } from './incident';
import { startClocks } from './incident-clock';
import type { IncidentKind } from './incident-kind';
import type { IncidentPolicy } from './incident-policy';
import { initialTier, withEscalation } from './incident-tier';
import type { PersonRef } from './person';

/** What is known of an incident when it is opened. */
export interface IncidentOpening {
  readonly id: string;
  /** Number of the journal entry. */
  readonly number: number;
  readonly kind: IncidentKind;
  readonly place: Incident['place'];
  readonly note: string;
  readonly phone?: string | undefined;
  readonly caller?: string | undefined;
  /** Where it is not the kind's own. */
  readonly severity?: number | undefined;
  readonly parent?: string | undefined;
  readonly isParent?: boolean;
  readonly attachments?: readonly string[] | undefined;
}

/** Who did something to an incident, when by the room's clock (ms), and the times that are promised. */
export interface IncidentAct {
  readonly by: PersonRef;
  readonly at: number;
  readonly policy: IncidentPolicy;
}

/** A new incident with its clocks running. A kind that is answered on the call has its first answer with it. */
export function openIncident(opening: IncidentOpening, { by, at, policy }: IncidentAct): Incident {
  const { id, number, kind, place, note } = opening;
  const own = policy.kinds[kind];
  const severity = opening.severity ?? own.severity;
  const now = isoTime(at);
  const incident = startClocks(
    {
      ...{ id, number, version: 1, kind, severity, place, note },
      phone: opening.phone ?? null,
      caller: opening.caller ?? null,
      status: 'new',
      assignee: null,
      tier: initialTier({ severity, place }),
      ...NOTHING_YET,
      parent: opening.parent ?? null,
      isParent: opening.isParent ?? false,
      links: [],
      attachments: [...new Set(opening.attachments)],
      openedAt: now,
      openedBy: { id: by.id, name: by.name },
      changedAt: now,
      ...{ startedAt: now, answerDueAt: now, updateDueAt: now, solutionDueAt: now },
    },
    at,
    policy,
  );
  const isAnswered = own.answerMinutes === 0 && severity === own.severity;
  return withEscalation(isAnswered ? { ...incident, firstAnsweredAt: now } : incident, policy);
}

const NOTHING_YET = {
  ...{ waitingReason: null, referral: null, outcome: null, duplicateOf: null },
  ...{ firstAnsweredAt: null, pausedAt: null, pausedMs: 0, escalatedAt: null, escalatesAt: null },
  ...{ resolvedAt: null, closedAt: null, reopenings: 0 },
} as const satisfies Partial<Incident>;
