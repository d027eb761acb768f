import { Body, Controller, Get, Put } from '@nestjs/common';
import { ClockRequest, ENDPOINTS } from '@posko/contracts';
import type { ClockResponse } from '@posko/contracts';
import type { Actor } from '@posko/domain';
import { CurrentActor } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { RoomClockService } from './room-clock.service';

@Controller()
export class ClockController {
  constructor(private readonly roomClock: RoomClockService) {}

  @Get(routeOf(ENDPOINTS.clock))
  read(): ClockResponse {
    return this.roomClock.read();
  }

  @Put(routeOf(ENDPOINTS.setClock))
  set(@Body({ schema: ClockRequest }) request: ClockRequest, @CurrentActor() actor: Actor): Promise<ClockResponse> {
    return this.roomClock.set(request, actor);
  }
}
