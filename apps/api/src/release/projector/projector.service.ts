import { Injectable } from '@nestjs/common';
import type { ProjectorView } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import { LRUCache } from 'lru-cache';
import { Attempts } from '../../platform/access/attempts';
import { isToken, sha256 } from '../../platform/access/secret';
import { ClockService } from '../../platform/clock/clock.service';
import { ApiError } from '../../platform/http/api-error';
import { networkOf } from '../../platform/http/address';
import { BriefingService } from '../briefing.service';
import { LatestRelease } from './latest-release';
import { ProjectorLinkRepository } from './projector-link.repository';
import { ProjectorContests } from './projector-contests';

/** The realistic case is not shown on a wall. */
const NO_SWING = 0;
const SHOWN_MOST = 500;

/** What a projector shows to whoever stands in the room: what is counted, and nothing that is not public. */
@Injectable()
export class ProjectorService {
  /** What was shown last, by region and contest: while publication is paused the press room sees no more than the public. */
  private readonly shown = new LRUCache<string, Shown>({ max: SHOWN_MOST });

  constructor(
    private readonly links: ProjectorLinkRepository,
    private readonly contests: ProjectorContests,
    private readonly briefings: BriefingService,
    private readonly releases: LatestRelease,
    private readonly attempts: Attempts,
    private readonly clock: ClockService,
  ) {}

  async view(token: string | undefined, { contest, address }: Asked): Promise<ProjectorView> {
    const { region, until } = await this.admit(token, address);
    const { contests, pause } = await this.contests.within(region);
    const chosen = contests.find(({ id }) => contest === undefined || id === contest)?.id;
    if (contest !== undefined && chosen === undefined) throw new ApiError('contest-not-found');
    const head = { now: isoTime(this.clock.now()), until: isoTime(until), pause, contests };
    if (chosen === undefined) return { ...head, ...this.contests.nothing() };
    const release = await this.releases.of(chosen);
    const key = `${region}/${chosen}`;
    if (pause !== null) return { ...head, ...(this.shown.get(key) ?? this.unknown(contests)), release };
    const briefing = await this.briefings.current(this.briefings.area(chosen), NO_SWING);
    const { seq, at, utcOffsetMinutes, isRehearsal, region: row, rows } = briefing;
    const figures = { seq, at, utcOffsetMinutes, isRehearsal, contest: briefing.contest, region: row, rows };
    this.shown.set(key, { contests, ...figures });
    return { ...head, ...figures, release };
  }

  /** Paused, and this instance showed nothing before: no figures then, rather than newer ones than the public has. */
  private unknown(contests: ProjectorView['contests']): Shown {
    const { release: _, ...nothing } = this.contests.nothing();
    const rows = contests.map(({ counts, ...contest }) => ({
      ...contest,
      counts: { ...counts, received: 0, counted: 0 },
    }));
    return { contests: rows, ...nothing };
  }

  /**
   * Whoever shows wrong tokens waits longer each time. A right one never does: everybody in the press room has the projector's
   * network, and none of them may make its wall go dark.
   */
  private async admit(token: string | undefined, address: string): Promise<{ region: string; until: number }> {
    const link = isToken(token) ? await this.links.valid(sha256(token), this.clock.realNow()) : null;
    if (link !== null) return link;
    this.attempts.take('projector', networkOf(address));
    throw new ApiError('projector-refused');
  }
}

type Shown = Omit<ProjectorView, 'now' | 'until' | 'pause' | 'release'>;

interface Asked {
  readonly contest?: string | undefined;
  readonly address: string;
}
