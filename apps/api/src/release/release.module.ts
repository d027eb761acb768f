import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { BriefingController } from './briefing.controller';
import { BriefingService } from './briefing.service';
import { LatestRelease } from './projector/latest-release';
import { ProjectorContests } from './projector/projector-contests';
import { ProjectorCountRepository } from './projector/projector-count.repository';
import { ProjectorLinkRepository } from './projector/projector-link.repository';
import { ProjectorLinkService } from './projector/projector-link.service';
import { ProjectorController } from './projector/projector.controller';
import { ProjectorService } from './projector/projector.service';
import { QuickCountRepository } from './quick-count.repository';
import { QuickCountService } from './quick-count.service';
import { ReleaseController } from './release.controller';
import { ReleaseDetail } from './release-detail';
import { ReleaseReplayer } from './release.replayer';
import { ReleaseRepository } from './release.repository';
import { ReleaseService } from './release.service';
import { SnapshotRepository } from './snapshot.repository';

const BRIEFING = [SnapshotRepository, BriefingService, QuickCountRepository, QuickCountService];
const RELEASE = [ReleaseRepository, ReleaseDetail, ReleaseService];
const PROJECTOR = [
  ProjectorLinkRepository,
  ProjectorLinkService,
  ProjectorCountRepository,
  ProjectorContests,
  LatestRelease,
  ProjectorService,
];

@Module({
  controllers: [BriefingController, ReleaseController, ProjectorController],
  providers: [...BRIEFING, ...RELEASE, ...PROJECTOR],
})
export class ReleaseModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly releases: ReleaseRepository,
    private readonly quickCounts: QuickCountRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new ReleaseReplayer(this.releases, this.quickCounts));
  }
}
