import { Inject, Injectable } from '@nestjs/common';
import type { Briefing } from '@posko/contracts';
import { ContestId } from '@posko/domain';
import type { Permission, Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import { briefedArea } from './briefed-area';
import type { BriefedArea } from './briefed-area';
import { briefingOf } from './briefing-content';
import { SnapshotRepository } from './snapshot.repository';
import type { Snapshot } from './snapshot.repository';

/** Whoever asks within this time gets the same snapshot. */
const FRESH_MS = 3000;
/** At a province's size one costs the database a second or more: it is good for so many times what it cost, whoever looks on. */
const WORTH = 10;

interface Held {
  readonly takenAt: number;
  /** Milliseconds; 0 while it is being taken. */
  costMs: number;
  readonly at: number;
  readonly snapshot: Promise<Snapshot>;
}

/** What can be said of a contest now, and of which contests a person may say it. */
@Injectable()
export class BriefingService {
  private readonly held = new Map<string, Held>();

  constructor(
    @Inject(SnapshotRepository) private readonly snapshots: SnapshotRepository,
    @Inject(ContestHolder) private readonly contests: ContestHolder,
    @Inject(RegisterHolder) private readonly register: RegisterHolder,
    @Inject(ClockService) private readonly clock: ClockService,
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
  ) {}

  /** The area of a contest by its id. Throws `contest-not-found`. */
  area(name: string): BriefedArea {
    const contest = ContestId.safeParse(name).success ? this.contests.get(name) : undefined;
    if (contest === undefined) throw new ApiError('contest-not-found');
    return briefedArea(contest, this.register.current().tree);
  }

  /** Refuses whoever may not do this over all of the contest's area. */
  require(person: Person, permission: Permission, { places }: BriefedArea): void {
    for (const place of places) requirePermission(person, permission, place);
  }

  /** As it is now, or was a moment ago. */
  async current(area: BriefedArea, swingPerMille: number): Promise<Briefing> {
    const held = this.fresh(area);
    return this.told(await held.snapshot, area, { at: held.at, swingPerMille });
  }

  /** Whoever just changed something sees it: the next one who asks gets it as it is then. */
  forget({ contest }: BriefedArea): void {
    this.held.delete(contest.id);
  }

  /** As it is now and no earlier: for what is frozen. */
  async exact(area: BriefedArea, swingPerMille: number): Promise<Briefing> {
    const at = this.clock.now();
    return this.told(await this.snapshots.read(area), area, { at, swingPerMille });
  }

  private told(snapshot: Snapshot, area: BriefedArea, moment: { at: number; swingPerMille: number }): Briefing {
    const { utcOffsetMinutes, votingDay, isRehearsal, populations = {} } = this.options;
    const population = areaPopulation(area, populations);
    // Whatever came while the snapshot was taken is in it, so it is of no earlier moment than its last entry.
    const at = Math.max(moment.at, snapshot.headAt);
    return briefingOf(snapshot, area, { ...moment, at, utcOffsetMinutes, votingDay, isRehearsal, population });
  }

  private fresh(area: BriefedArea): Held {
    const key = area.contest.id;
    const now = this.clock.realNow();
    const known = this.held.get(key);
    // A clock of a rehearsal may be set back: what was taken later than now is not fresh.
    if (known !== undefined && now >= known.takenAt && now - known.takenAt < freshMs(known)) return known;
    const snapshot = this.snapshots.read(area);
    const held: Held = { takenAt: now, costMs: 0, at: this.clock.now(), snapshot };
    this.held.set(key, held);
    snapshot.then(
      () => (held.costMs = this.clock.realNow() - now),
      () => this.held.delete(key),
    );
    return held;
  }
}

function freshMs({ costMs }: Held): number {
  return Math.max(FRESH_MS, WORTH * costMs);
}

/** Known only where it is known of every region of the area. */
function areaPopulation({ places }: BriefedArea, populations: Readonly<Record<string, number>>): number | null {
  const known = places.map((place) => populations[place]);
  return known.every((one) => one !== undefined) ? known.reduce((sum, one) => sum + one, 0) : null;
}
