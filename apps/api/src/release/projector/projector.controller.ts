import { Body, Controller, Get, Headers, Ip, Param, Post, Query, Res } from '@nestjs/common';
import { ENDPOINTS, PROJECTOR_HEADER, ProjectorLinkRequest, ProjectorQuery, RevocationRequest } from '@posko/contracts';
import type { ProjectorLink, ProjectorLinkAnswer, ProjectorLinkList, ProjectorView } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../../platform/access/signed-in';
import { ApiError } from '../../platform/http/api-error';
import { routeOf } from '../../platform/http/route';
import { ProjectorLinkService } from './projector-link.service';
import { ProjectorService } from './projector.service';

const LinkId = z.uuid();

@Controller()
export class ProjectorController {
  constructor(
    private readonly projector: ProjectorService,
    private readonly links: ProjectorLinkService,
  ) {}

  @Get(routeOf(ENDPOINTS.projector))
  view(
    @Headers(PROJECTOR_HEADER) token: string | undefined,
    @Query({ schema: ProjectorQuery }) { contest }: ProjectorQuery,
    @Ip() address: string,
  ): Promise<ProjectorView> {
    return this.projector.view(token, { contest, address });
  }

  @Get(routeOf(ENDPOINTS.projectorLinks))
  list(@CurrentPerson() person: Person): Promise<ProjectorLinkList> {
    return this.links.list(person);
  }

  @Post(routeOf(ENDPOINTS.makeProjectorLink))
  async make(
    @Body({ schema: ProjectorLinkRequest }) command: ProjectorLinkRequest,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProjectorLinkAnswer> {
    const { answer, isRepeat } = await this.links.make(command, { person, actor });
    reply.status(isRepeat ? 200 : 201);
    return answer;
  }

  @Post(routeOf(ENDPOINTS.revokeProjectorLink))
  async revoke(
    @Param('linkId') linkId: string,
    @Body({ schema: RevocationRequest }) command: z.output<typeof RevocationRequest>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProjectorLink> {
    if (!LinkId.safeParse(linkId).success) throw new ApiError('projector-link-not-found');
    const { link, isRepeat } = await this.links.revoke(linkId, command, { person, actor });
    reply.status(isRepeat ? 200 : 201);
    return link;
  }
}
