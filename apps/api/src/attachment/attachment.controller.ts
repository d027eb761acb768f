import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { AttachmentQuery, ENDPOINTS } from '@posko/contracts';
import type { AttachmentAnswer } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { dispositionOf } from './attachment-type';
import { AttachmentService } from './attachment.service';

const Uuid = z.uuid();

@Controller()
export class AttachmentController {
  constructor(private readonly attachments: AttachmentService) {}

  @Post(routeOf(ENDPOINTS.keepAttachment))
  async keep(
    @Query({ schema: AttachmentQuery }) { name }: z.output<typeof AttachmentQuery>,
    @Body() sent: Readable | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttachmentAnswer> {
    const body = sent ?? Readable.from([]);
    try {
      const { answer, isRepeat } = await this.attachments.keep(body, name, actor);
      reply.status(isRepeat ? 200 : 201);
      return answer;
    } finally {
      // What a refused sender still sends is read and forgotten, or it would never hear the refusal.
      body.resume();
    }
  }

  @Get(routeOf(ENDPOINTS.attachment))
  async read(
    @Param('incidentId') incidentId: string,
    @Param('sha256') sha256: string,
    @CurrentPerson() person: Person,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!Uuid.safeParse(incidentId).success) throw new ApiError('incident-not-found');
    const { stream, name, mediaType, bytes } = await this.attachments.read(incidentId, sha256, person);
    // Whatever it holds, it must not act: no script, no frame, no address of its own (API_HEADERS say nosniff).
    await reply
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('content-disposition', dispositionOf(name, mediaType))
      .header('content-length', bytes)
      .type(mediaType)
      .send(stream);
  }
}
