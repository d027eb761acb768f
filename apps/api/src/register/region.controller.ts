import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ENDPOINTS, RegionsQuery } from '@posko/contracts';
import type { Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { CurrentPerson } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { RegionService } from './region.service';

@Controller()
export class RegionController {
  constructor(private readonly regions: RegionService) {}

  @Get(routeOf(ENDPOINTS.regions))
  list(
    @CurrentPerson() person: Person,
    @Query({ schema: RegionsQuery }) { region }: z.output<typeof RegionsQuery>,
    @Headers() headers: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): void {
    this.regions.of(region ?? person.scope).send(headers, reply);
  }
}
