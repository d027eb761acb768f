import { Controller, Get, Param, Query } from '@nestjs/common';
import { ENDPOINTS, TotalsQuery } from '@posko/contracts';
import type { TotalsResponse } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import * as z from 'zod';
import { routeOf } from '../platform/http/route';
import { TotalsService } from './totals.service';

const TotalsParams = z.object({ contest: z.string(), regionCode: RegionCode });
type TotalsParams = z.infer<typeof TotalsParams>;

@Controller()
export class TotalsController {
  constructor(private readonly service: TotalsService) {}

  @Get(routeOf(ENDPOINTS.totals))
  totals(
    @Param({ schema: TotalsParams }) { contest, regionCode }: TotalsParams,
    @Query({ schema: TotalsQuery }) { detail }: TotalsQuery,
  ): TotalsResponse {
    return this.service.totals(contest, regionCode, detail);
  }
}
