import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ContentFolder } from '../platform/content/content-folder';

/** The folder of attached bytes. */
@Injectable()
export class AttachmentStore extends ContentFolder implements OnModuleInit {
  private readonly logger = new Logger(AttachmentStore.name);

  constructor(@Inject(SERVER_OPTIONS) { attachmentDir }: Pick<ServerOptions, 'attachmentDir'>, clock: ClockService) {
    super(attachmentDir, clock);
  }

  async onModuleInit(): Promise<void> {
    const swept = await this.sweep();
    if (swept > 0) this.logger.warn(`${swept} attachments were never received whole and are gone`);
  }
}
