import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ResultFeed } from './result-feed';
import { TotalsFeed } from './totals-feed';
import { TotalsController } from './totals.controller';
import { TotalsGateway } from './totals.gateway';
import { TotalsProjection } from './totals.projection';
import { TotalsRepository } from './totals.repository';
import { TotalsService } from './totals.service';

@Module({
  controllers: [TotalsController],
  providers: [TotalsRepository, TotalsProjection, TotalsService, TotalsFeed, ResultFeed, TotalsGateway],
})
export class TotalsModule implements OnModuleInit {
  constructor(
    private readonly follower: JournalFollower,
    private readonly projection: TotalsProjection,
  ) {}

  onModuleInit(): void {
    this.follower.register(this.projection);
  }
}
