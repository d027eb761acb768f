import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { BlobStore } from '../platform/blob/blob-store';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import { RegisterRepository } from '../platform/register/register.repository';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { CorrectionExecutor } from './correction.executor';
import { RegionController } from './region.controller';
import { RegionService } from './region.service';
import { RegisterReplayer } from './register.replayer';
import { RegisterImportRepository } from './import/register-import.repository';
import { RegisterImportService } from './import/register-import.service';

@Module({
  controllers: [RegionController],
  providers: [RegionService, CorrectionExecutor, RegisterImportRepository, RegisterImportService],
  exports: [RegisterImportService],
})
export class RegisterModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly blobs: BlobStore,
    private readonly register: RegisterRepository,
    private readonly fourEyes: FourEyes,
    private readonly correction: CorrectionExecutor,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new RegisterReplayer(this.blobs, this.register));
    this.fourEyes.register('correctRegister', this.correction);
  }
}
