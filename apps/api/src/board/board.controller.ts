import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { BoardResponse, ENDPOINTS, OverdueQuery, SnapshotQuery } from '@posko/contracts';
import type { OverdueResponse, TrendResponse } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import type { Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { JournalFollower } from '../platform/journal/journal-follower';
import { BoardService } from './board.service';
import { SnapshotCache } from './snapshot-cache';

/** How long a reader that asks for a seq of the future is kept waiting. */
const REACH_MS = 2000;

const RegionParam = z.object({ regionCode: RegionCode });
type RegionParam = z.infer<typeof RegionParam>;

@Controller()
export class BoardController {
  constructor(
    private readonly boards: BoardService,
    private readonly snapshots: SnapshotCache,
    private readonly follower: JournalFollower,
  ) {}

  @Get(routeOf(ENDPOINTS.board))
  own(@CurrentPerson() person: Person): BoardResponse {
    return this.boards.board(person.scope);
  }

  @Get(routeOf(ENDPOINTS.boardSnapshot))
  async snapshot(
    @CurrentPerson() person: Person,
    @Query({ schema: SnapshotQuery }) { min, region }: z.output<typeof SnapshotQuery>,
    @Headers() headers: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!this.follower.hasStarted || !(await this.follower.reached(min, REACH_MS))) throw new ApiError('not-ready');
    this.snapshots.current(region ?? person.scope, min).send(headers, reply);
  }

  @Get(routeOf(ENDPOINTS.boardRegion))
  region(@Param({ schema: RegionParam }) { regionCode }: RegionParam): BoardResponse {
    return this.boards.board(regionCode);
  }

  @Get(routeOf(ENDPOINTS.overdue))
  overdue(
    @Param({ schema: RegionParam }) { regionCode }: RegionParam,
    @Query({ schema: OverdueQuery }) page: z.output<typeof OverdueQuery>,
  ): OverdueResponse {
    return this.boards.overdue(regionCode, page);
  }

  @Get(routeOf(ENDPOINTS.trend))
  trend(@Param({ schema: RegionParam }) { regionCode }: RegionParam): Promise<TrendResponse> {
    return this.boards.trend(regionCode);
  }
}
