import type { ReportRequest } from '@posko/contracts';

let counter = 0;

/** A command id nobody used in this process yet; the same in each run. */
export function nextCommandId(): string {
  counter += 1;
  return `00000000-0000-4000-8000-${counter.toString(16).padStart(12, '0')}`;
}

/** A report that is accepted as it is; each one is a new command unless `id` says otherwise. */
export function report(changes: Partial<ReportRequest> = {}): ReportRequest {
  return { id: nextCommandId(), stage: 'open', occurredAt: '2024-11-27T07:00:00+07:00', ...changes };
}
