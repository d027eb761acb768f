import type { MarkCommand, ReportCommand } from '@posko/contracts';
import { canStepBack, evolveTps, isFarAhead, reportEffect, stageAt } from '@posko/domain';
import type { Actor, JournalEntry, PersonRef, Stage, TpsState } from '@posko/domain';
import type { Command, Decision, NewEntry, Refused } from '../platform/journal/journal-types';
import type { TpsRow } from '../platform/tps/tps-state.repository';

/** Moves a TPS back to an earlier stage, once two people wanted it. */
export interface StepBackOrder {
  readonly id: string;
  readonly stage: Stage;
  readonly reason: string;
  readonly approvedBy: PersonRef;
}

/** The commands on a TPS, and who gives them. */
export type TpsCommand = (
  | ({ readonly type: 'report' } & ReportCommand)
  | ({ readonly type: 'stepBack' } & StepBackOrder)
  | ({ readonly type: 'mark' } & MarkCommand)
) & { readonly actor: Actor };

/** Decides a command on a TPS and says where the TPS stands after it. Pure; the rules are the domain's. */
export function decideTps(
  state: TpsRow | undefined,
  command: Command<TpsCommand>,
  place: { seq: number; at: number },
): Decision<TpsRow> {
  if (state === undefined) return { refused: 'tps-not-found' };
  const { payload } = command;
  const refused = refusalOf(state, payload, place.at);
  if (refused !== null) return refused;
  const entry = entryFor(state, payload);
  const placed = { ...place, ...entry, commandId: command.id } satisfies JournalEntry;
  return { entry, state: { ...state, ...evolveTps(state, placed) } };
}

function refusalOf(state: TpsRow, command: TpsCommand, at: number): Refused | null {
  if (command.type === 'stepBack')
    return canStepBack(state, command.stage) ? null : { refused: 'step-back-not-earlier' };
  if (command.type !== 'report' || !isFarAhead({ occurredAt: Date.parse(command.occurredAt) }, at)) return null;
  const issue = { path: 'occurredAt', message: 'must not be more than 24 hours ahead of the room’s clock' };
  return { refused: 'invalid-request', params: { issues: [issue] } };
}

function entryFor(state: TpsRow, command: TpsCommand): NewEntry {
  const stoodAt = stageAt(state.stage);
  const subject = state.code;
  switch (command.type) {
    case 'report':
      return { kind: 'tps.reported.v1', subject, body: reportBody(state, command) };
    case 'stepBack': {
      const { stage, reason, actor, approvedBy } = command;
      const body = { standsAt: stage, stoodAt, reason, by: actor.name, actor, approvedBy };
      return { kind: 'tps.steppedBack.v1', subject, body };
    }
    case 'mark': {
      const { mark, isSet, reason, actor } = command;
      const body = { mark, isSet, reason, by: actor.name, standsAt: stoodAt, actor };
      return { kind: 'tps.marked.v1', subject, body };
    }
  }
}

function reportBody(state: TpsState, report: ReportCommand & { actor: Actor }): NewEntry<'tps.reported.v1'>['body'] {
  const { stage, turnout, note, source } = report;
  const effect = reportEffect(state, { stage, occurredAt: Date.parse(report.occurredAt) });
  return {
    stage,
    occurredAt: new Date(report.occurredAt).toISOString(),
    ...(turnout === undefined ? {} : { turnout }),
    ...(note === undefined || note === '' ? {} : { note }),
    source: source ?? 'api',
    effect,
    standsAt: effect === 'advanced' ? stage : stageAt(state.stage),
    stoodAt: stageAt(state.stage),
    actor: report.actor,
  };
}
