import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ReportController } from './report.controller';
import { ReportService } from './report.service';
import { StepBackExecutor } from './step-back.executor';
import { TpsService } from './tps.service';
import { TpsStateReplayer } from './tps-state.replayer';
import { TpsStateRepository } from '../platform/tps/tps-state.repository';

@Module({
  controllers: [ReportController],
  providers: [ReportService, StepBackExecutor, TpsService],
})
export class ReportModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly states: TpsStateRepository,
    private readonly fourEyes: FourEyes,
    private readonly stepBack: StepBackExecutor,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new TpsStateReplayer(this.states));
    this.fourEyes.register('stepBack', this.stepBack);
  }
}
