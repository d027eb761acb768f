import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CallDeskQuery, CallListQuery, ENDPOINTS, NextCallQuery, OutcomeRequest } from '@posko/contracts';
import type { CallList, NextCallResponse, OutcomeAnswer, SilentList } from '@posko/contracts';
import { RegionCode, TpsCode } from '@posko/domain';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { CallListService } from './call-list.service';
import { CallService } from './call.service';

@Controller()
export class CallController {
  constructor(
    private readonly calls: CallService,
    private readonly lists: CallListService,
  ) {}

  @Get(routeOf(ENDPOINTS.nextCall))
  next(
    @Query({ schema: NextCallQuery }) { region, skip }: z.output<typeof NextCallQuery>,
    @CurrentPerson() { scope }: Person,
    @CurrentActor() actor: Actor,
  ): Promise<NextCallResponse> {
    return this.calls.next({ actor, region: region ?? scope, skip });
  }

  @Post(routeOf(ENDPOINTS.endCall))
  async end(
    @Param('tpsCode') tpsCode: string,
    @Body({ schema: OutcomeRequest }) outcome: z.output<typeof OutcomeRequest>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutcomeAnswer> {
    const tps = TpsCode.safeParse(tpsCode).data;
    if (tps === undefined) throw new ApiError('tps-not-found');
    const { answer, isRepeat } = await this.calls.end(tps, outcome, actor);
    reply.status(isRepeat ? 200 : 201);
    return answer;
  }

  @Get(routeOf(ENDPOINTS.callLists))
  list(
    @Query({ schema: CallListQuery }) { region }: z.output<typeof CallListQuery>,
    @CurrentPerson() { scope }: Person,
  ): Promise<CallList> {
    return this.lists.lists(region ?? scope);
  }

  @Get(routeOf(ENDPOINTS.silentTps))
  silent(
    @Param('regionCode') regionCode: string,
    @Query({ schema: CallDeskQuery }) { limit }: z.output<typeof CallDeskQuery>,
  ): Promise<SilentList> {
    const region = RegionCode.safeParse(regionCode).data;
    if (region === undefined) throw new ApiError('region-not-found');
    return this.lists.silent(region, limit);
  }
}
