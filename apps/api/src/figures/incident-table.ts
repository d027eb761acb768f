import { desaCodeOf, isTpsSubject, scopeIndex } from '@posko/domain';
import type { Incident, RegionTree } from '@posko/domain';
import type { Cell, ExportTable } from '../platform/export/export-table';

const COLUMNS = [
  ...['number', 'kind', 'severity', 'status', 'place', 'kabupaten', 'kecamatan', 'desa', 'note', 'caller', 'phone'],
  ...['opened_at', 'opened_by', 'assignee', 'first_answered_at', 'answer_due_at', 'solution_due_at', 'waiting_reason'],
  ...['referred_to', 'referral_reply', 'outcome', 'resolved_at', 'closed_at', 'reopenings', 'parent', 'duplicate_of'],
] as const;

/** Incidents as a table, made line by line. */
export function incidentTable(incidents: AsyncIterable<Incident>, tree: RegionTree): ExportTable {
  return { name: 'incidents', columns: COLUMNS, rows: linesOf(incidents, tree) };
}

async function* linesOf(incidents: AsyncIterable<Incident>, tree: RegionTree): AsyncGenerator<Cell[]> {
  for await (const incident of incidents) yield lineOf(incident, tree);
}

function lineOf(incident: Incident, tree: RegionTree): Cell[] {
  const { number, kind, severity, status, place, note, caller, phone, referral } = incident;
  return [
    ...[number, kind, severity, status, place, ...namesOf(place, tree), note, caller, phone],
    ...[timeOf(incident.openedAt), incident.openedBy.name, incident.assignee?.name ?? null],
    ...[incident.firstAnsweredAt, incident.answerDueAt, incident.solutionDueAt].map(timeOf),
    ...[incident.waitingReason, referral?.to ?? null, referral?.reply ?? null, incident.outcome],
    ...[timeOf(incident.resolvedAt), timeOf(incident.closedAt), incident.reopenings],
    ...[incident.parent, incident.duplicateOf],
  ];
}

/** Names of kabupaten, kecamatan and desa, as far down as the place lies. */
function namesOf(place: string, tree: RegionTree): (string | null)[] {
  const region = scopeIndex(tree, isTpsSubject(place) ? desaCodeOf(place) : place);
  const byLevel = new Map(tree.pathOf(region).map((index) => [tree.levels[index], tree.nameOf(index)]));
  return (['kabupaten', 'kecamatan', 'desa'] as const).map((level) => byLevel.get(level) ?? null);
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
