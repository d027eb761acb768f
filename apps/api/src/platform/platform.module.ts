import { Global, Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '@posko/domain';
import { AccessPlatformModule } from './access/access-platform.module';
import { BlobStore } from './blob/blob-store';
import { ClockProjection } from './clock/clock.projection';
import { ClockService, REAL_CLOCK } from './clock/clock.service';
import { CALENDAR, SERVER_OPTIONS, calendarFrom } from './config';
import type { ServerOptions } from './config';
import { ContactReader } from './contact/contact-reader';
import { EVIDENCE_STORE, evidenceStore } from './content/evidence-store';
import { ContestHolder } from './contest/contest-holder';
import { ContestPlatformModule } from './contest/contest-platform.module';
import { openDataSource } from './database/data-source';
import { ENTITIES } from './database/entities';
import { FourEyes } from './four-eyes/four-eyes';
import { IncidentHands } from './incident/incident-hands';
import { JournalFollower } from './journal/journal-follower';
import { JournalRepository } from './journal/journal.repository';
import { JournalWriter } from './journal/journal-writer';
import { WriterPool } from './journal/writer-pool';
import { RegisterPlatformModule } from './register/register-platform.module';
import { PauseReader } from './publication/pause-reader';
import { ReleaseReader } from './release/release-reader';
import { ReplayRegistry } from './replay/replay-registry';
import { ResultRepository } from './result/result.repository';
import { ResultWriter } from './result/result-writer';
import { SilenceReader } from './silence/silence-reader';
import { SirekapReader } from './sirekap/sirekap-reader';
import { TpsStateRepository } from './tps/tps-state.repository';

const PROVIDERS = [
  BlobStore,
  ClockService,
  ClockProjection,
  ContactReader,
  FourEyes,
  IncidentHands,
  JournalRepository,
  JournalWriter,
  WriterPool,
  JournalFollower,
  PauseReader,
  ReleaseReader,
  ReplayRegistry,
  ResultRepository,
  ResultWriter,
  SilenceReader,
  SirekapReader,
  TpsStateRepository,
];

/** What every feature stands on: database, journal, clock, register, bytes. */
@Global()
@Module({})
export class PlatformModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(JournalFollower) private readonly follower: JournalFollower,
    @Inject(ClockProjection) private readonly clockProjection: ClockProjection,
    @Inject(ContestHolder) private readonly contests: ContestHolder,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  static forRoot(options: ServerOptions, realClock: Clock): DynamicModule {
    const logger = new Logger('Database');
    return {
      module: PlatformModule,
      imports: [RegisterPlatformModule, ContestPlatformModule, AccessPlatformModule],
      providers: [
        { provide: SERVER_OPTIONS, useValue: options },
        { provide: CALENDAR, useValue: calendarFrom(options) },
        { provide: REAL_CLOCK, useValue: realClock },
        {
          provide: DataSource,
          useFactory: () =>
            openDataSource({
              url: options.databaseUrl,
              entities: ENTITIES,
              log: (line) => {
                logger.log(line);
              },
            }),
        },
        evidenceStore,
        ...PROVIDERS,
      ],
      exports: [SERVER_OPTIONS, CALENDAR, REAL_CLOCK, DataSource, EVIDENCE_STORE, ...PROVIDERS],
    };
  }

  onModuleInit(): void {
    this.follower.register(this.clockProjection);
    this.follower.register(this.contests);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
