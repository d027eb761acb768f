import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ENDPOINTS } from '@posko/contracts';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { RegionService } from './region.service';

@Controller()
export class RegionController {
  constructor(private readonly regions: RegionService) {}

  @Get(routeOf(ENDPOINTS.regions))
  list(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    const list = this.regions.current();
    if (list === null) throw new ApiError('not-ready');
    reply.header('ETag', list.etag).header('Cache-Control', 'no-cache');
    if (known === list.etag) return void reply.status(304).send();
    return void reply.type('application/json; charset=utf-8').send(list.json);
  }
}
