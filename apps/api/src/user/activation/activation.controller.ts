import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ActivationIssueRequest, ActivationRequest, ENDPOINTS } from '@posko/contracts';
import type { ActivationCommand, ActivationIssueCommand, ActivationState, SessionResponse } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requirePermission } from '../../platform/access/require';
import { setSessionCookie } from '../../platform/access/session-cookie';
import { SessionDoor } from '../../platform/access/session-door';
import { CurrentActor, CurrentPerson } from '../../platform/access/signed-in';
import { SERVER_OPTIONS } from '../../platform/config';
import type { ServerOptions } from '../../platform/config';
import { ApiError } from '../../platform/http/api-error';
import { routeOf } from '../../platform/http/route';
import { ActivationIssueService } from './activation-issue.service';
import { ActivationService } from './activation.service';

@Controller()
export class ActivationController {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly issues: ActivationIssueService,
    private readonly activations: ActivationService,
    private readonly door: SessionDoor,
  ) {}

  @Get(routeOf(ENDPOINTS.activations))
  state(@Param('regionCode') regionCode: string): Promise<ActivationState> {
    const region = RegionCode.safeParse(regionCode);
    if (!region.success) throw new ApiError('region-not-found');
    return this.issues.stateOf(region.data);
  }

  @Post(routeOf(ENDPOINTS.issueActivations))
  async issue(
    @Body({ schema: ActivationIssueRequest }) command: ActivationIssueCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requirePermission(person, 'activation.issue', command.region);
    const { csv, isRepeat } = await this.issues.issue(command, actor);
    await reply
      .status(isRepeat ? 200 : 201)
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="kode-aktivasi-${command.region}.csv"`)
      .send(csv);
  }

  @Post(routeOf(ENDPOINTS.activate))
  async activate(
    @Body({ schema: ActivationRequest }) command: ActivationCommand,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    const origin = { address: request.ip, agent: request.headers['user-agent'] ?? '' };
    const opened = await this.activations.activate(command, origin);
    setSessionCookie(reply, this.options, opened);
    return this.door.answer(opened.token);
  }
}
