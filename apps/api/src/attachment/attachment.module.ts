import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { AttachmentStore } from './attachment-store';
import { AttachmentController } from './attachment.controller';
import { AttachmentReplayer } from './attachment.replayer';
import { AttachmentRepository } from './attachment.repository';
import { AttachmentService } from './attachment.service';

@Module({
  controllers: [AttachmentController],
  providers: [AttachmentRepository, AttachmentService, AttachmentStore],
})
export class AttachmentModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly attachments: AttachmentRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new AttachmentReplayer(this.attachments));
  }
}
