import { Controller, Get, Query } from '@nestjs/common';
import { ENDPOINTS, JournalQuery } from '@posko/contracts';
import type { JournalResponse } from '@posko/contracts';
import type { z } from 'zod';
import { routeOf } from '../platform/http/route';
import { JournalService } from './journal.service';

@Controller()
export class JournalController {
  constructor(private readonly journal: JournalService) {}

  @Get(routeOf(ENDPOINTS.journal))
  page(@Query({ schema: JournalQuery }) query: z.output<typeof JournalQuery>): Promise<JournalResponse> {
    return this.journal.page(query);
  }
}
