import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { CountedRepository } from './counted.repository';
import { RecapController } from './recap.controller';
import { RecapGateway } from './recap.gateway';
import { RecapProjection } from './recap.projection';
import { RecapReader } from './recap-reader';
import { RecapReplayer } from './recap.replayer';
import { RecapRepository } from './recap.repository';
import { RecapService } from './recap.service';

@Module({
  controllers: [RecapController],
  providers: [CountedRepository, RecapGateway, RecapProjection, RecapReader, RecapRepository, RecapService],
})
export class RecapModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly recaps: RecapRepository,
    private readonly follower: JournalFollower,
    private readonly projection: RecapProjection,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new RecapReplayer(this.recaps));
    this.follower.register(this.projection);
  }
}
