import type { IncidentRow } from '@posko/contracts';

/** A line of the queue: a short of ballots at TPS 1 of Darmo, opened at 08.00 WIB, new and nobody's. */
export function incidentRow(changes: Partial<Omit<IncidentRow, 'place'>> & { place?: string } = {}): IncidentRow {
  const { place = '3578041001001', ...rest } = changes;
  return {
    id: '00000000-0000-4000-8000-0000000f0001',
    number: 1,
    version: 1,
    kind: 'LOG-01',
    severity: 8,
    place: place as IncidentRow['place'],
    status: 'new',
    assignee: null,
    tier: 'kabupaten',
    duplicateOf: null,
    parent: null,
    isParent: false,
    openedAt: '2024-11-27T01:00:00.000Z',
    firstAnsweredAt: null,
    changedAt: '2024-11-27T01:00:00.000Z',
    pausedAt: null,
    answerDueAt: '2024-11-27T01:30:00.000Z',
    updateDueAt: '2024-11-27T02:00:00.000Z',
    solutionDueAt: '2024-11-27T05:00:00.000Z',
    escalatedAt: null,
    resolvedAt: null,
    note: 'Kurang 20 lembar',
    hasAttachments: false,
    ...rest,
  };
}

/** An id that tells the number it stands for. */
export function incidentId(number: number): string {
  return `00000000-0000-4000-8000-0000000f${number.toString(16).padStart(4, '0')}`;
}
