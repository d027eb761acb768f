import { Logger } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ContentFolder } from '../platform/content/content-folder';
import type { ContentStore } from '../platform/content/content-store';

export const EVIDENCE_STORE = Symbol('EVIDENCE_STORE');

/** Where photos lie: a folder. */
export const evidenceStore: FactoryProvider<ContentStore> = {
  provide: EVIDENCE_STORE,
  inject: [SERVER_OPTIONS, ClockService],
  useFactory: async ({ evidenceDir }: ServerOptions, clock: ClockService) => {
    const store = new ContentFolder(evidenceDir, clock);
    const swept = await store.sweep();
    if (swept > 0) new Logger('Evidence').warn(`${swept} photos were never received whole and are gone`);
    return store;
  },
};
