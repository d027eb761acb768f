import { Controller, Get, Param, Query } from '@nestjs/common';
import { ENDPOINTS, OutlierQuery } from '@posko/contracts';
import type { OutlierList } from '@posko/contracts';
import { routeOf } from '../platform/http/route';
import { OutlierService } from './outlier.service';

@Controller()
export class OutlierController {
  constructor(private readonly outliers: OutlierService) {}

  @Get(routeOf(ENDPOINTS.outliers))
  list(@Param('contest') contest: string, @Query({ schema: OutlierQuery }) query: OutlierQuery): Promise<OutlierList> {
    return this.outliers.list(contest, query);
  }
}
