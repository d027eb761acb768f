import { Logger } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { ClockService } from '../clock/clock.service';
import { SERVER_OPTIONS } from '../config';
import type { ServerOptions } from '../config';
import { ContentBucket } from './content-bucket';
import { ContentFolder } from './content-folder';
import type { ContentStore } from './content-store';

export const EVIDENCE_STORE = Symbol('EVIDENCE_STORE');

/** Where photos lie: a folder, or a bucket if one is set. */
export const evidenceStore: FactoryProvider<ContentStore> = {
  provide: EVIDENCE_STORE,
  inject: [SERVER_OPTIONS, ClockService],
  useFactory: async ({ evidenceDir, evidenceBucket }: ServerOptions, clock: ClockService) => {
    const folder = new ContentFolder(evidenceDir, clock);
    const store = evidenceBucket === undefined ? folder : new ContentBucket(evidenceBucket, folder);
    const swept = await store.sweep();
    if (swept > 0) new Logger('Evidence').warn(`${swept} photos were never received whole and are gone`);
    return store;
  },
};
