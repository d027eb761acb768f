import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ENDPOINTS, PublicationOrder } from '@posko/contracts';
import type { PublicationStatus } from '@posko/contracts';
import type { Actor } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { PublicationService } from './publication.service';

@Controller()
export class PublicationController {
  constructor(private readonly publication: PublicationService) {}

  @Get(routeOf(ENDPOINTS.publication))
  status(): Promise<PublicationStatus> {
    return this.publication.status();
  }

  @Post(routeOf(ENDPOINTS.orderPublication))
  async order(
    @Body({ schema: PublicationOrder }) order: PublicationOrder,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicationStatus> {
    const { status, isRepeat } = await this.publication.order(order, actor);
    reply.status(isRepeat ? 200 : 201);
    return status;
  }
}
