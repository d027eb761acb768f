import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ContestName, ENDPOINTS, RecapRequest } from '@posko/contracts';
import type { RecapAnswer, RecapCommand, RecapList, RecapResponse } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import type { Actor } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { RecapReader } from './recap-reader';
import { RecapService } from './recap.service';
import type { RecapPlace } from './recap.service';

const Address = z.object({ contest: z.string(), regionCode: RegionCode });
type Address = z.infer<typeof Address>;

@Controller()
export class RecapController {
  constructor(
    private readonly recaps: RecapService,
    private readonly reader: RecapReader,
  ) {}

  @Post(routeOf(ENDPOINTS.actOnRecap))
  async act(
    @Param({ schema: Address }) address: Address,
    @Body({ schema: RecapRequest }) command: RecapCommand,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecapAnswer> {
    const { answer, isRepeat } = await this.recaps.act(this.place(address), command, actor);
    reply.status(isRepeat ? 200 : 201);
    return answer;
  }

  @Get(routeOf(ENDPOINTS.recap))
  recap(@Param({ schema: Address }) address: Address): Promise<RecapResponse> {
    return this.reader.recap(this.place(address));
  }

  @Get(routeOf(ENDPOINTS.recaps))
  list(@Param({ schema: Address }) address: Address): Promise<RecapList> {
    return this.reader.list(this.place(address));
  }

  private place({ contest, regionCode }: Address): RecapPlace {
    if (!ContestName.safeParse(contest).success) throw new ApiError('contest-not-found');
    return this.recaps.place(contest, regionCode);
  }
}
