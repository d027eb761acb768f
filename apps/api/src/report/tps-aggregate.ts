import type { MarkCommand, ReportCommand, StepBackCommand } from '@posko/contracts';
import { canStepBack, evolveTps, reportEffect, stageAt } from '@posko/domain';
import type { JournalEntry, TpsState } from '@posko/domain';
import type { Command, Decision, NewEntry } from '../platform/journal/journal-types';
import type { TpsRow } from './tps-state.repository';

/** The commands on a TPS. */
export type TpsCommand =
  | ({ readonly type: 'report' } & ReportCommand)
  | ({ readonly type: 'stepBack' } & StepBackCommand)
  | ({ readonly type: 'mark' } & MarkCommand);

/** Decides a command on a TPS and says where the TPS stands after it. Pure; the rules are the domain's. */
export function decideTps(
  state: TpsRow | undefined,
  command: Command<TpsCommand>,
  place: { seq: number; at: number },
): Decision<TpsRow> {
  if (state === undefined) return { refused: 'tps-not-found' };
  const { payload } = command;
  if (payload.type === 'stepBack' && !canStepBack(state, payload.stage)) return { refused: 'step-back-not-earlier' };
  const entry = entryFor(state, payload);
  const placed = { ...place, ...entry, commandId: command.id } satisfies JournalEntry;
  return { entry, state: { ...state, ...evolveTps(state, placed) } };
}

function entryFor(state: TpsRow, command: TpsCommand): NewEntry {
  const stoodAt = stageAt(state.stage);
  const subject = state.code;
  switch (command.type) {
    case 'report':
      return { kind: 'tps.reported.v1', subject, body: reportBody(state, command) };
    case 'stepBack': {
      const { stage, reason, by } = command;
      return { kind: 'tps.steppedBack.v1', subject, body: { standsAt: stage, stoodAt, reason, by } };
    }
    case 'mark': {
      const { mark, isSet, reason, by } = command;
      return { kind: 'tps.marked.v1', subject, body: { mark, isSet, reason, by, standsAt: stoodAt } };
    }
  }
}

function reportBody(state: TpsState, report: ReportCommand): NewEntry<'tps.reported.v1'>['body'] {
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
  };
}
