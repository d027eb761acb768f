import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { BriefingQuery, ENDPOINTS, QuickCountRequest } from '@posko/contracts';
import type { Briefing, QuickCountList } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import type { BriefedArea } from './briefed-area';
import { BriefingService } from './briefing.service';
import { QuickCountService } from './quick-count.service';

@Controller()
export class BriefingController {
  constructor(
    private readonly briefings: BriefingService,
    private readonly quickCounts: QuickCountService,
  ) {}

  @Get(routeOf(ENDPOINTS.briefing))
  briefing(
    @Param('contest') contest: string,
    @Query({ schema: BriefingQuery }) { swing }: BriefingQuery,
    @CurrentPerson() person: Person,
  ): Promise<Briefing> {
    return this.briefings.current(this.readable(contest, person), swing);
  }

  @Get(routeOf(ENDPOINTS.quickCounts))
  list(@Param('contest') contest: string, @CurrentPerson() person: Person): Promise<QuickCountList> {
    return this.quickCounts.list(this.readable(contest, person));
  }

  @Post(routeOf(ENDPOINTS.enterQuickCount))
  async enter(
    @Param('contest') contest: string,
    @Body({ schema: QuickCountRequest }) command: QuickCountRequest,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QuickCountList> {
    const { list, isRepeat } = await this.quickCounts.enter(this.briefings.area(contest), command, { person, actor });
    reply.status(isRepeat ? 200 : 201);
    return list;
  }

  private readable(contest: string, person: Person): BriefedArea {
    const area = this.briefings.area(contest);
    this.briefings.require(person, 'release.read', area);
    return area;
  }
}
