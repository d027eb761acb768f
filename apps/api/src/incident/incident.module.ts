import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { INCIDENT_POLICY, readIncidentPolicy } from '../platform/incident/incident-policy';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ReplayRegistry } from '../platform/replay/replay-registry';
import { BulkService } from './bulk.service';
import { EscalationTicker } from './escalation-ticker';
import { IncidentCommandController } from './incident-command.controller';
import { IncidentController } from './incident.controller';
import { IncidentDetailRepository } from './incident-detail.repository';
import { IncidentDetailReader } from './incident-detail-reader';
import { IncidentFeed } from './incident-feed';
import { IncidentGateway } from './incident.gateway';
import { IncidentPassing } from './incident-passing';
import { IncidentPresenceRepository } from './incident-presence.repository';
import { IncidentPresenceService } from './incident-presence.service';
import { IncidentQueueRepository } from './incident-queue.repository';
import { IncidentReader } from './incident-reader';
import { IncidentReferences } from './incident-references';
import { IncidentReplayer } from './incident.replayer';
import { IncidentRepository } from './incident.repository';
import { IncidentSearchRepository } from './incident-search.repository';
import { IncidentService } from './incident.service';
import { IncidentSuggestions } from './incident-suggestions';
import { IncidentTally } from './incident-tally';
import { ParentService } from './parent.service';

@Module({
  controllers: [IncidentController, IncidentCommandController],
  providers: [
    {
      provide: INCIDENT_POLICY,
      inject: [SERVER_OPTIONS],
      useFactory: ({ incidentPolicy }: ServerOptions) => readIncidentPolicy(incidentPolicy),
    },
    IncidentRepository,
    IncidentQueueRepository,
    IncidentSearchRepository,
    IncidentDetailRepository,
    IncidentPresenceRepository,
    IncidentReferences,
    IncidentService,
    ParentService,
    IncidentPassing,
    BulkService,
    IncidentReader,
    IncidentDetailReader,
    IncidentTally,
    IncidentSuggestions,
    IncidentPresenceService,
    IncidentFeed,
    IncidentGateway,
    EscalationTicker,
  ],
})
export class IncidentModule implements OnModuleInit {
  constructor(
    private readonly follower: JournalFollower,
    private readonly replay: ReplayRegistry,
    private readonly tally: IncidentTally,
    private readonly feed: IncidentFeed,
    private readonly incidents: IncidentRepository,
  ) {}

  onModuleInit(): void {
    this.follower.register(this.tally);
    this.follower.register(this.feed);
    this.replay.register(() => new IncidentReplayer(this.incidents));
  }
}
