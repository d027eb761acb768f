import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ResultRepository } from '../platform/result/result.repository';
import { ResultListRepository } from './result-list.repository';
import { ResultReader } from './result-reader';
import { ResultController } from './result.controller';
import { ResultReplayer } from './result.replayer';
import { ResultService } from './result.service';

@Module({
  controllers: [ResultController],
  providers: [ResultListRepository, ResultReader, ResultService],
})
export class ResultModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly results: ResultRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new ResultReplayer(this.results));
  }
}
