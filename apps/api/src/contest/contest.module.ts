import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ContestRepository } from '../platform/contest/contest.repository';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ContestImportService } from './contest-import.service';
import { ContestController } from './contest.controller';
import { ContestReplayer } from './contest.replayer';
import { JatimContestsService } from './jatim-contests.service';
import { PaslonImportService } from './paslon-import.service';

@Module({
  controllers: [ContestController],
  providers: [ContestImportService, PaslonImportService, JatimContestsService],
})
export class ContestModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly repository: ContestRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new ContestReplayer(this.repository));
  }
}
