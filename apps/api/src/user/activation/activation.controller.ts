import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ActivationIssueRequest, ENDPOINTS } from '@posko/contracts';
import type { ActivationIssueCommand, ActivationState } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import { requirePermission } from '../../platform/access/require';
import { CurrentActor, CurrentPerson } from '../../platform/access/signed-in';
import { ApiError } from '../../platform/http/api-error';
import { routeOf } from '../../platform/http/route';
import { ActivationIssueService } from './activation-issue.service';

@Controller()
export class ActivationController {
  constructor(private readonly issues: ActivationIssueService) {}

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
}
