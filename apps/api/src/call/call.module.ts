import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { CallListService } from './call-list.service';
import { CallController } from './call.controller';
import { CallReplayer } from './call.replayer';
import { CallRepository } from './call.repository';
import { CallService } from './call.service';

@Module({ controllers: [CallController], providers: [CallRepository, CallListService, CallService] })
export class CallModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly calls: CallRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new CallReplayer(this.calls));
  }
}
