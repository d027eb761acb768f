import { Controller, Get, Query } from '@nestjs/common';
import { AuditQuery, ENDPOINTS } from '@posko/contracts';
import type { AuditResponse } from '@posko/contracts';
import type { Person } from '@posko/domain';
import { CurrentPerson } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { AuditService } from './audit.service';
import type { AuditSearch } from './audit.service';

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get(routeOf(ENDPOINTS.audit))
  search(@Query({ schema: AuditQuery }) query: AuditSearch, @CurrentPerson() person: Person): Promise<AuditResponse> {
    return this.audit.search(person, query);
  }
}
