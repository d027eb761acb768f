import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ReportController } from './report.controller';
import { ReportService } from './report.service';
import { TpsService } from './tps.service';
import { TpsStateReplayer } from './tps-state.replayer';
import { TpsStateRepository } from './tps-state.repository';

@Module({
  controllers: [ReportController],
  providers: [ReportService, TpsService, TpsStateRepository],
})
export class ReportModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly states: TpsStateRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new TpsStateReplayer(this.states));
  }
}
