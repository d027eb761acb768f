import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApprovalQuery, ApprovalRequest, DecisionRequest, ENDPOINTS } from '@posko/contracts';
import type { Approval, ApprovalCommand, ApprovalList, DecisionCommand } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { ApprovalService } from './approval.service';
import type { Answered } from './approval.service';

const ApprovalId = z.uuid();

@Controller()
export class ApprovalController {
  constructor(private readonly approvals: ApprovalService) {}

  @Get(routeOf(ENDPOINTS.approvals))
  list(
    @Query({ schema: ApprovalQuery }) query: z.output<typeof ApprovalQuery>,
    @CurrentPerson() person: Person,
  ): Promise<ApprovalList> {
    return this.approvals.list(person, query);
  }

  @Post(routeOf(ENDPOINTS.askApproval))
  async ask(
    @Body({ schema: ApprovalRequest }) command: ApprovalCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Approval> {
    return answer(await this.approvals.ask(command, { person, actor }), reply);
  }

  @Post(routeOf(ENDPOINTS.decideApproval))
  async decide(
    @Param('approvalId') approvalId: string,
    @Body({ schema: DecisionRequest }) command: DecisionCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Approval> {
    if (!ApprovalId.safeParse(approvalId).success) throw new ApiError('approval-not-found');
    return answer(await this.approvals.decide(approvalId, command, { person, actor }), reply);
  }
}

/** 201 for what is new, 200 for a repeat, with the same body. */
function answer({ approval, isRepeat }: Answered, reply: FastifyReply): Approval {
  reply.status(isRepeat ? 200 : 201);
  return approval;
}
