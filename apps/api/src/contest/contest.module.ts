import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ContestRepository } from '../platform/contest/contest.repository';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ContestImportService } from './contest-import.service';
import { ContestController } from './contest.controller';
import { ContestReplayer } from './contest.replayer';

@Module({
  controllers: [ContestController],
  providers: [ContestImportService],
  exports: [ContestImportService],
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
