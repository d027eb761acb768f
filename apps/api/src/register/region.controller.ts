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
  list(@Headers() headers: Record<string, string | undefined>, @Res() reply: FastifyReply): void {
    const list = this.regions.current();
    if (list === null) throw new ApiError('not-ready');
    list.send(headers, reply);
  }
}
