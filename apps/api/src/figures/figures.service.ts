import { Inject, Injectable } from '@nestjs/common';
import type { FigureGroup, FiguresQuery, FiguresResponse } from '@posko/contracts';
import { IncidentKind, isoTime } from '@posko/domain';
import type { Calendar, PersonRef } from '@posko/domain';
import { People } from '../platform/access/people';
import { ClockService } from '../platform/clock/clock.service';
import { CALENDAR } from '../platform/config';
import { invalidRequest } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import { FiguresRepository } from './figures.repository';
import type { FigureGroupBy, FiguresPeriod, GroupRow, HourRow } from './figures.repository';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 31 * DAY_MS;
/** Shifts change at 06, 14 and 22. */
const FIRST_SHIFT_HOUR = 6;
const SHIFT_HOURS = 8;

/** A period as it is asked for, within a place. */
export interface FiguresOrder extends Omit<FiguresQuery, 'region'> {
  readonly place: string;
}

@Injectable()
export class FiguresService {
  constructor(
    private readonly repository: FiguresRepository,
    private readonly people: People,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
    @Inject(CALENDAR) private readonly calendar: Calendar,
  ) {}

  async figures(order: FiguresOrder): Promise<FiguresResponse> {
    const period = this.periodOf(order);
    const { seq, groups, hours } = await this.repository.figures(period);
    const by = (name: FigureGroupBy): FigureGroup[] =>
      groups.filter((group) => group.by === name).map((group) => this.told(group));
    const [total] = by('total');
    return {
      ...{ seq, at: isoTime(period.now), from: isoTime(period.from), until: isoTime(period.until) },
      total: total ?? NOTHING,
      byKind: by('kind').map((group) => ({ ...group, key: IncidentKind.parse(group.key) })),
      byRegency: by('regency'),
      byShift: by('shift'),
      byOperator: by('operator'),
      hours: this.hoursOf(hours),
    };
  }

  private periodOf({ place, from, until }: FiguresOrder): FiguresPeriod {
    const now = this.clock.now();
    const end = until === undefined ? now : Date.parse(until);
    const start = from === undefined ? end - DAY_MS : Date.parse(from);
    if (start >= end) throw invalidRequest([{ path: 'from', message: 'must lie before until' }]);
    if (end - start > LONGEST_MS) throw invalidRequest([{ path: 'from', message: 'must lie within 31 days of until' }]);
    return { place, from: start, until: end, now, shiftOrigin: this.calendar.startsAt + FIRST_SHIFT_HOUR * HOUR_MS };
  }

  private told({ by, name, ...figures }: GroupRow): FigureGroup {
    return { ...figures, label: this.labelOf(by, figures.key, name) };
  }

  private labelOf(by: FigureGroupBy, key: string, name: string | null): string {
    if (by === 'regency') {
      const { tree } = this.register.current();
      return tree.nameOf(tree.indexOf(key)) || key;
    }
    if (by === 'shift') return this.shiftOf(Date.parse(key));
    return by === 'operator' ? (this.people.byId(key)?.displayName ?? name ?? key) : key;
  }

  /** `06-14`, by the local clock. */
  private shiftOf(start: number): string {
    const hour = new Date(start + this.calendar.utcOffsetMinutes * 60_000).getUTCHours();
    return [hour, (hour + SHIFT_HOURS) % 24].map((at) => String(at).padStart(2, '0')).join('-');
  }

  /** What crews and rules did stands together, under nobody's name. */
  private hoursOf(rows: readonly HourRow[]): FiguresResponse['hours'] {
    const told = new Map<string, FiguresResponse['hours'][number]>();
    for (const { hour, person, ...done } of rows) {
      const operator = this.operatorOf(person);
      const key = `${hour} ${operator?.id ?? ''}`;
      const before = told.get(key) ?? { opened: 0, resolved: 0, calls: 0 };
      const [opened, resolved, calls] = [
        before.opened + done.opened,
        before.resolved + done.resolved,
        before.calls + done.calls,
      ];
      told.set(key, { hour: isoTime(hour), operator, opened, resolved, calls });
    }
    return [...told.values()];
  }

  private operatorOf(id: string): PersonRef | null {
    const user = this.people.byId(id);
    return user === undefined ? null : { id, name: user.name };
  }
}

const NOTHING: FigureGroup = {
  ...{ key: '', label: '', opened: 0, resolved: 0, open: 0, breached: 0 },
  firstAnswer: { median: null, p90: null },
  solution: { median: null, p90: null },
};
