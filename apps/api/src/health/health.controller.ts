import { Controller, Get } from '@nestjs/common';
import { ENDPOINTS } from '@posko/contracts';
import type { HealthResponse } from '@posko/contracts';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { JournalFollower } from '../platform/journal/journal-follower';
import { VERSION } from '../platform/version';

@Controller()
export class HealthController {
  constructor(private readonly follower: JournalFollower) {}

  @Get(routeOf(ENDPOINTS.live))
  live(): HealthResponse {
    return { status: 'ok', version: VERSION };
  }

  /** Ready while the board is known to be current; a load balancer takes a stale instance out. */
  @Get(routeOf(ENDPOINTS.ready))
  ready(): HealthResponse {
    if (!this.follower.isCurrent) throw new ApiError('not-ready');
    return { status: 'ok', seq: this.follower.seq, version: VERSION };
  }
}
