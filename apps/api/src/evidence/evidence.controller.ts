import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ENDPOINTS, EvidenceImageQuery, EvidenceQuery } from '@posko/contracts';
import type { EvidenceAnswer } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { requirePermission } from '../platform/access/require';
import { ApiError } from '../platform/http/api-error';
import { isKnown } from '../platform/http/encoded-body';
import { routeOf } from '../platform/http/route';
import { dispositionOf } from './evidence-type';
import { EvidencePlaces } from './evidence-places';
import { EvidenceService } from './evidence.service';

const Address = z.object({ contest: z.string(), tpsCode: z.string(), sha256: z.string() });
const SHA256 = /^[0-9a-f]{64}$/;
type Address = z.infer<typeof Address>;

/** A name is its content: what a browser has, it has for good, for the person who asked. */
const CACHED = 'private, max-age=31536000, immutable';

@Controller()
export class EvidenceController {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly places: EvidencePlaces,
  ) {}

  @Post(routeOf(ENDPOINTS.keepEvidence))
  async keep(
    @Query({ schema: EvidenceQuery }) { contest, tps, ...wish }: EvidenceQuery,
    @Body() sent: Readable | undefined,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceAnswer> {
    const body = sent ?? Readable.from([]);
    try {
      requirePermission(person, 'result.enter', tps);
      const order = { ...wish, ...this.places.find(contest, tps) };
      const { answer, isRepeat } = await this.evidence.keep(body, order, { person, actor });
      reply.status(isRepeat ? 200 : 201);
      return answer;
    } finally {
      // What a refused sender still sends is read and forgotten, or it would never hear the refusal.
      body.resume();
    }
  }

  @Get(routeOf(ENDPOINTS.evidence))
  async read(
    @Param({ schema: Address }) { contest, tpsCode, sha256 }: Address,
    @Query({ schema: EvidenceImageQuery }) { size }: z.output<typeof EvidenceImageQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = this.places.find(contest, tpsCode);
    if (!SHA256.test(sha256)) throw new ApiError('evidence-not-found');
    const etag = `"${sha256}-${size}"`;
    const { stream, bytes, mediaType } = await this.evidence.read(place, sha256, size);
    // Whatever it holds, it must not act: no script, no frame, no address of its own (API_HEADERS say nosniff).
    reply
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('cache-control', CACHED)
      .header('etag', etag);
    if (isKnown(request.headers['if-none-match'] ?? '', etag)) {
      stream.destroy();
      await reply.status(304).send();
      return;
    }
    await reply
      .header('content-disposition', dispositionOf(sha256, mediaType))
      .header('content-length', bytes)
      .type(mediaType)
      .send(stream);
  }
}
