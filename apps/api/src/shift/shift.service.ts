import { Injectable } from '@nestjs/common';
import { incidentRowOf } from '@posko/contracts';
import type { IncidentRow, RegionRef, ShiftState } from '@posko/contracts';
import { clocksOf, isoTime, scopeIndex } from '@posko/domain';
import type { Incident } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { ApiError } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import { SilenceReader } from '../platform/silence/silence-reader';
import { ShiftRepository } from './shift.repository';
import type { Transaction } from './shift.repository';

/** Incidents listed of each kind: a page that can be read aloud at a desk. */
const LISTED = 200;
/** Looked through for promises: other clocks of theirs may run out first. */
const DUE_LIMIT = 1000;
const HOUR_MS = 3_600_000;

/** What is there to hand over. */
export type Left = Pick<ShiftState, 'counts'> & Record<'open' | 'promised' | 'waiting', Incident[]>;

@Injectable()
export class ShiftService {
  constructor(
    private readonly shifts: ShiftRepository,
    private readonly silence: SilenceReader,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
  ) {}

  async state(code: string): Promise<ShiftState> {
    const region = this.refOf(code);
    const now = this.clock.now();
    const { seq } = this.silence.current;
    const { counts, open, promised, waiting } = await this.shifts.asOfNow((manager) => this.left(manager, code, now));
    return {
      ...{ seq, at: isoTime(now), region, counts },
      open: rowsOf(open),
      promised: rowsOf(promised),
      waiting: rowsOf(waiting),
    };
  }

  /** What is open, promised and waiting at `now` (ms). */
  async left(manager: Transaction, code: string, now: number): Promise<Left> {
    const due = await this.shifts.due(manager, code, { until: now + HOUR_MS, limit: DUE_LIMIT });
    return {
      counts: { ...(await this.shifts.counts(manager, code, now)), silent: this.silence.within(code).length },
      open: await this.shifts.worst(manager, code, LISTED),
      promised: due.filter((incident) => isPromised(incident, now)).slice(0, LISTED),
      waiting: await this.shifts.waiting(manager, code, LISTED),
    };
  }

  /** Throws `region-not-found`. */
  refOf(code: string): RegionRef {
    const { tree } = this.register.current();
    const index = scopeIndex(tree, code);
    if (index < 0) throw new ApiError('region-not-found');
    return tree.refOf(index);
  }
}

/** Every one of these may read what callers said. */
export function rowsOf(incidents: readonly Incident[]): IncidentRow[] {
  return incidents.map((incident) => incidentRowOf(incident, true));
}

/** An update is owed within the hour, or was owed already. */
function isPromised(incident: Incident, now: number): boolean {
  const { update } = clocksOf(incident, now);
  return update.leftMs <= HOUR_MS && update.state !== 'paused' && update.state !== 'done';
}
