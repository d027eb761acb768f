import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ResultWriter } from '../platform/result/result-writer';
import { EvidenceJudge } from './evidence-judge';
import { EvidencePlaces } from './evidence-places';
import { EvidenceController } from './evidence.controller';
import { EvidenceReplayer } from './evidence.replayer';
import { EvidenceRepository } from './evidence.repository';
import { EvidenceService } from './evidence.service';
import { PhotoMatches } from './photo-matches';
import { PictureDesk } from './picture/picture-desk';
import { PictureReader } from './picture/picture-reader';

@Module({
  controllers: [EvidenceController],
  providers: [
    EvidenceJudge,
    EvidencePlaces,
    EvidenceRepository,
    EvidenceService,
    PhotoMatches,
    PictureDesk,
    PictureReader,
  ],
})
export class EvidenceModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly evidence: EvidenceRepository,
    private readonly results: ResultWriter,
  ) {}

  onModuleInit(): void {
    this.results.savePhotosWith((client, kept) => this.evidence.insert(client, kept));
    this.replay.register(() => new EvidenceReplayer(this.evidence));
  }
}
