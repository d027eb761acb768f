import { Inject, Injectable } from '@nestjs/common';
import type { ProjectorView } from '@posko/contracts';
import { covers, isoTime } from '@posko/domain';
import type { RegionTree } from '@posko/domain';
import { ClockService } from '../../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../../platform/config';
import type { ServerOptions } from '../../platform/config';
import { ContestHolder } from '../../platform/contest/contest-holder';
import { PauseReader } from '../../platform/publication/pause-reader';
import { RegisterHolder } from '../../platform/register/register-holder';
import { briefedArea } from '../briefed-area';
import { ProjectorCountRepository } from './projector-count.repository';
import type { ContestProgress } from './projector-count.repository';

/** Many walls may hang: the counts are asked for once in so long. */
const FRESH_MS = 3000;

/** Contests that a link shows, with their three counts. */
@Injectable()
export class ProjectorContests {
  private held: { readonly takenAt: number; readonly rows: Promise<ContestProgress[]> } | null = null;

  constructor(
    @Inject(ProjectorCountRepository) private readonly counts: ProjectorCountRepository,
    @Inject(PauseReader) private readonly pauses: PauseReader,
    @Inject(ContestHolder) private readonly contests: ContestHolder,
    @Inject(RegisterHolder) private readonly register: RegisterHolder,
    @Inject(ClockService) private readonly clock: ClockService,
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
  ) {}

  /** Those whose whole area lies in the link's region. */
  async within(region: string): Promise<Pick<ProjectorView, 'contests' | 'pause'>> {
    const { tree } = this.register.current();
    const [pause, progress] = await Promise.all([this.pauses.current(), this.fresh()]);
    const byContest = new Map(progress.map((row) => [row.contest, row]));
    const contests = this.contests.all().flatMap((contest) => {
      const { places } = briefedArea(contest, tree);
      if (!places.every((place) => covers(region, place))) return [];
      const { received = 0, counted = 0 } = byContest.get(contest.id) ?? {};
      const { id, code, name } = contest;
      return [{ id, code, name, counts: { expected: tpsOf(places, tree), received, counted } }];
    });
    return { contests, pause };
  }

  /** While there is no contest at all. */
  nothing(): Omit<ProjectorView, 'now' | 'until' | 'pause' | 'contests'> {
    const { utcOffsetMinutes, isRehearsal } = this.options;
    const at = isoTime(this.clock.now());
    return { seq: 0, at, utcOffsetMinutes, isRehearsal, contest: null, region: null, rows: [], release: null };
  }

  private fresh(): Promise<ContestProgress[]> {
    const now = this.clock.realNow();
    if (this.held !== null && now >= this.held.takenAt && now - this.held.takenAt < FRESH_MS) return this.held.rows;
    const held = { takenAt: now, rows: this.counts.progress() };
    this.held = held;
    held.rows.catch(() => {
      if (this.held === held) this.held = null;
    });
    return held.rows;
  }
}

function tpsOf(places: readonly string[], tree: RegionTree): number {
  return places.reduce((sum, place) => sum + (tree.count[tree.indexOf(place)] ?? 0), 0);
}
