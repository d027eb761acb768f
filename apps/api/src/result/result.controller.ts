import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ENDPOINTS, EntryRequest, ResultDecisionRequest, ResultQuery } from '@posko/contracts';
import type { EntryCommand, ResultAnswer, ResultList, ResultResponse } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { ResultReader } from './result-reader';
import { ResultService } from './result.service';
import type { ResultAnswered } from './result.service';

/** The two parts of an address that say which result is meant. */
interface ResultAddress {
  readonly contest: string;
  readonly tpsCode: string;
}

@Controller()
export class ResultController {
  constructor(
    private readonly results: ResultService,
    private readonly reader: ResultReader,
  ) {}

  @Post(routeOf(ENDPOINTS.enterResult))
  async enter(
    @Param() { contest, tpsCode }: ResultAddress,
    @Body({ schema: EntryRequest }) command: EntryCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResultAnswer> {
    const place = this.results.place(contest, tpsCode);
    return answer(await this.results.enter(place, command, { person, actor }), reply);
  }

  @Post(routeOf(ENDPOINTS.decideResult))
  async decide(
    @Param() { contest, tpsCode }: ResultAddress,
    @Body({ schema: ResultDecisionRequest }) command: ResultDecisionRequest,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResultAnswer> {
    const place = this.results.place(contest, tpsCode);
    return answer(await this.results.decide(place, command, { person, actor }), reply);
  }

  @Get(routeOf(ENDPOINTS.result))
  one(@Param() { contest, tpsCode }: ResultAddress, @CurrentPerson() person: Person): Promise<ResultResponse> {
    return this.reader.one(this.results.place(contest, tpsCode), person);
  }

  @Get(routeOf(ENDPOINTS.results))
  list(
    @Param('contest') contest: string,
    @Query({ schema: ResultQuery }) query: ResultQuery,
    @CurrentPerson() person: Person,
  ): Promise<ResultList> {
    return this.reader.list(contest, query, person);
  }
}

/** 201 for what is new, 200 for a repeat, with the same body. */
function answer({ answer, isRepeat }: ResultAnswered, reply: FastifyReply): ResultAnswer {
  reply.status(isRepeat ? 200 : 201);
  return answer;
}
