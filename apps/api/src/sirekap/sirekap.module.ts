import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { BlobStore } from '../platform/blob/blob-store';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { SirekapFormRepository } from '../platform/sirekap/sirekap-form.repository';
import { SirekapRepository } from '../platform/sirekap/sirekap.repository';
import { SirekapComparisonService } from './sirekap-comparison.service';
import { SirekapGateway } from './sirekap.gateway';
import { SirekapImportService } from './sirekap-import.service';
import { SirekapProjection } from './sirekap.projection';
import { SirekapReplayer } from './sirekap.replayer';

@Module({
  providers: [
    SirekapRepository,
    SirekapFormRepository,
    SirekapProjection,
    SirekapGateway,
    SirekapImportService,
    SirekapComparisonService,
  ],
  exports: [SirekapImportService],
})
export class SirekapModule implements OnModuleInit {
  constructor(
    private readonly follower: JournalFollower,
    private readonly projection: SirekapProjection,
    private readonly replay: ReplayRegistry,
    private readonly blobs: BlobStore,
    private readonly sirekap: SirekapRepository,
    private readonly forms: SirekapFormRepository,
  ) {}

  onModuleInit(): void {
    this.follower.register(this.projection);
    this.replay.register(() => new SirekapReplayer(this.blobs, this.sirekap, this.forms));
  }
}
