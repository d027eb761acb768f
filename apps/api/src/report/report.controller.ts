import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ENDPOINTS, MarkRequest, ReportRequest } from '@posko/contracts';
import type { CommandAnswer, MarkCommand, ReceiptResponse, ReportCommand, TpsResponse } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import { TpsCode } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { ReportService } from './report.service';
import type { Answered } from './report.service';
import { TpsService } from './tps.service';

@Controller()
export class ReportController {
  constructor(
    private readonly reports: ReportService,
    private readonly tpsService: TpsService,
  ) {}

  @Post(routeOf(ENDPOINTS.report))
  async report(
    @Param('tpsCode') tpsCode: string,
    @Body({ schema: ReportRequest }) command: ReportCommand,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return answer(await this.reports.report(known(tpsCode), command, actor), reply);
  }

  @Post(routeOf(ENDPOINTS.mark))
  async mark(
    @Param('tpsCode') tpsCode: string,
    @Body({ schema: MarkRequest }) command: MarkCommand,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return answer(await this.reports.mark(known(tpsCode), command, actor), reply);
  }

  @Get(routeOf(ENDPOINTS.tps))
  tps(@Param('tpsCode') tpsCode: string): Promise<TpsResponse> {
    return this.tpsService.tps(known(tpsCode));
  }

  @Get(routeOf(ENDPOINTS.receipt))
  receipt(@Param('receipt') receipt: string, @CurrentPerson() person: Person): Promise<ReceiptResponse> {
    return this.tpsService.receipt(receipt, person);
  }
}

/** A code that cannot be one is as unknown as one that is not in the register. */
function known(tpsCode: string): TpsCode {
  const parsed = TpsCode.safeParse(tpsCode);
  if (!parsed.success) throw new ApiError('tps-not-found');
  return parsed.data;
}

/** 201 for what is new, 200 for a repeat, with the same body. */
function answer({ answer, isRepeat }: Answered, reply: FastifyReply): CommandAnswer {
  reply.status(isRepeat ? 200 : 201);
  return answer;
}
