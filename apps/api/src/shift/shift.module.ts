import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { HandoverReplayer } from './handover.replayer';
import { HandoverRepository } from './handover.repository';
import { HandoverService } from './handover.service';
import { ShiftController } from './shift.controller';
import { ShiftRepository } from './shift.repository';
import { ShiftService } from './shift.service';

@Module({
  controllers: [ShiftController],
  providers: [ShiftRepository, ShiftService, HandoverRepository, HandoverService],
})
export class ShiftModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly handovers: HandoverRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new HandoverReplayer(this.handovers));
  }
}
