import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { BlobStore } from '../platform/blob/blob-store';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { ContactReplayer } from './contact.replayer';
import { ContactRepository } from './contact.repository';
import { ContactImportService } from './import/contact-import.service';
import { LookupController } from './lookup/lookup.controller';
import { LookupRepository } from './lookup/lookup.repository';
import { LookupService } from './lookup/lookup.service';

@Module({
  controllers: [LookupController],
  providers: [ContactRepository, ContactImportService, LookupRepository, LookupService],
})
export class ContactModule implements OnModuleInit {
  constructor(
    private readonly replay: ReplayRegistry,
    private readonly blobs: BlobStore,
    private readonly contacts: ContactRepository,
  ) {}

  onModuleInit(): void {
    this.replay.register(() => new ContactReplayer(this.blobs, this.contacts));
  }
}
