import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ENDPOINTS, HandoverRequest, SignatureRequest } from '@posko/contracts';
import type { Handover, HandoverList, ShiftState } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { HandoverService } from './handover.service';
import { ShiftService } from './shift.service';

@Controller()
export class ShiftController {
  constructor(
    private readonly shift: ShiftService,
    private readonly handovers: HandoverService,
  ) {}

  @Get(routeOf(ENDPOINTS.shift))
  async state(@Param('regionCode') regionCode: string): Promise<ShiftState> {
    const region = RegionCode.safeParse(regionCode).data;
    if (region === undefined) throw new ApiError('region-not-found');
    return this.shift.state(region);
  }

  @Get(routeOf(ENDPOINTS.handovers))
  list(@CurrentPerson() { scope }: Person): Promise<HandoverList> {
    return this.handovers.list(scope);
  }

  @Get(routeOf(ENDPOINTS.handover))
  async one(@Param('handoverId') handoverId: string, @CurrentPerson() person: Person): Promise<Handover> {
    return this.handovers.one(known(handoverId), person);
  }

  @Post(routeOf(ENDPOINTS.writeHandover))
  async write(
    @Body({ schema: HandoverRequest }) request: z.output<typeof HandoverRequest>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handover> {
    const { answer, isRepeat } = await this.handovers.write(request, { person, actor });
    reply.status(isRepeat ? 200 : 201);
    return answer;
  }

  @Post(routeOf(ENDPOINTS.signHandover))
  async sign(
    @Param('handoverId') handoverId: string,
    @Body({ schema: SignatureRequest }) request: z.output<typeof SignatureRequest>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handover> {
    const { answer, isRepeat } = await this.handovers.sign(known(handoverId), request, { person, actor });
    reply.status(isRepeat ? 200 : 201);
    return answer;
  }
}

const Uuid = z.uuid();

/** What cannot be an id is no handover either. */
function known(handoverId: string): string {
  const id = Uuid.safeParse(handoverId).data;
  if (id === undefined) throw new ApiError('handover-not-found');
  return id;
}
