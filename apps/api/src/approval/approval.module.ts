import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ApprovalController } from './approval.controller';
import { ApprovalGateway } from './approval.gateway';
import { ApprovalProjection } from './approval.projection';
import { ApprovalReplayer } from './approval.replayer';
import { ApprovalRepository } from './approval.repository';
import { ApprovalService } from './approval.service';

@Module({
  controllers: [ApprovalController],
  providers: [ApprovalRepository, ApprovalService, ApprovalProjection, ApprovalGateway],
})
export class ApprovalModule implements OnModuleInit {
  constructor(
    private readonly follower: JournalFollower,
    private readonly projection: ApprovalProjection,
    private readonly replay: ReplayRegistry,
    private readonly approvals: ApprovalRepository,
  ) {}

  onModuleInit(): void {
    this.follower.register(this.projection);
    this.replay.register(() => new ApprovalReplayer(this.approvals));
  }
}
