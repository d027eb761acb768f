import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { DiscardRequest, DraftRequest, ENDPOINTS, GiveOutRequest, ReleaseFormat, ReleaseQuery } from '@posko/contracts';
import type { DraftCommand, ReleaseList, ReleaseResponse, ReleaseSummary } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { ReleaseDetail } from './release-detail';
import { ReleaseService } from './release.service';

/** As it is said: no other spelling of a number names a release. */
const ReleaseNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);

@Controller()
export class ReleaseController {
  constructor(
    private readonly releases: ReleaseService,
    private readonly details: ReleaseDetail,
  ) {}

  @Get(routeOf(ENDPOINTS.releases))
  list(@Query({ schema: ReleaseQuery }) query: ReleaseQuery, @CurrentPerson() person: Person): Promise<ReleaseList> {
    return this.details.list(person, query);
  }

  @Post(routeOf(ENDPOINTS.draftRelease))
  async draft(
    @Body({ schema: DraftRequest }) command: DraftCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReleaseSummary> {
    return answer(await this.releases.draft(command, { person, actor }), reply);
  }

  @Get(routeOf(ENDPOINTS.release))
  one(@Param('number') number: string, @CurrentPerson() person: Person): Promise<ReleaseResponse> {
    return this.details.one(known(number), person);
  }

  @Post(routeOf(ENDPOINTS.giveOutRelease))
  async giveOut(
    @Param('number') number: string,
    @Body({ schema: GiveOutRequest }) command: GiveOutRequest,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReleaseSummary> {
    return answer(await this.releases.giveOut(known(number), command, { person, actor }), reply);
  }

  @Post(routeOf(ENDPOINTS.discardRelease))
  async discard(
    @Param('number') number: string,
    @Body({ schema: DiscardRequest }) command: DiscardRequest,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReleaseSummary> {
    return answer(await this.releases.discard(known(number), command, { person, actor }), reply);
  }

  @Get(routeOf(ENDPOINTS.releaseFile))
  async file(
    @Param('number') number: string,
    @Param('format') format: string,
    @CurrentPerson() person: Person,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const which = ReleaseFormat.safeParse(format).data;
    if (which === undefined) throw new ApiError('not-found');
    const { name, mediaType, bytes } = await this.details.form(known(number), which, person);
    // A picture of ours holds no script; whatever it held, it would not act. What may not act, browsers do not show as a page.
    const kind = mediaType.startsWith('image/') ? 'inline' : 'attachment';
    await reply
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('content-disposition', `${kind}; filename="${name}"`)
      .type(mediaType)
      .send(bytes);
  }
}

/** What cannot be a number is no release either. */
function known(text: string): number {
  const number = ReleaseNumber.safeParse(text).data;
  if (number === undefined) throw new ApiError('release-not-found');
  return number;
}

/** 201 for what is new, 200 for a repeat, with the same body. */
function answer(
  { release, isRepeat }: { release: ReleaseSummary; isRepeat: boolean },
  reply: FastifyReply,
): ReleaseSummary {
  reply.status(isRepeat ? 200 : 201);
  return release;
}
