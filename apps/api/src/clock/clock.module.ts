import { Module } from '@nestjs/common';
import { ClockController } from './clock.controller';
import { RoomClockService } from './room-clock.service';

@Module({ controllers: [ClockController], providers: [RoomClockService] })
export class ClockModule {}
