import { Controller, Get, Query } from '@nestjs/common';
import { ENDPOINTS, LookupQuery } from '@posko/contracts';
import type { LookupResponse } from '@posko/contracts';
import type { Person } from '@posko/domain';
import type * as z from 'zod';
import { CurrentPerson } from '../../platform/access/signed-in';
import { routeOf } from '../../platform/http/route';
import { LookupService } from './lookup.service';

@Controller()
export class LookupController {
  constructor(private readonly lookup: LookupService) {}

  @Get(routeOf(ENDPOINTS.lookup))
  find(
    @Query({ schema: LookupQuery }) { q, limit }: z.output<typeof LookupQuery>,
    @CurrentPerson() { scope }: Person,
  ): Promise<LookupResponse> {
    return this.lookup.find({ q, limit, scope });
  }
}
