import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ENDPOINTS, IncidentQuery, SimilarQuery } from '@posko/contracts';
import type {
  ClusterList,
  IncidentDetail,
  IncidentKinds,
  IncidentList,
  IncidentRow,
  ProposalList,
  SimilarResponse,
} from '@posko/contracts';
import type { IncidentPolicy, Person } from '@posko/domain';
import type * as z from 'zod';
import { CurrentPerson } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { INCIDENT_POLICY } from '../platform/incident/incident-policy';
import { knownIncident } from './incident-id';
import { IncidentDetailReader } from './incident-detail-reader';
import { IncidentReader } from './incident-reader';
import { IncidentSuggestions } from './incident-suggestions';

@Controller()
export class IncidentController {
  constructor(
    private readonly reader: IncidentReader,
    private readonly details: IncidentDetailReader,
    private readonly suggestions: IncidentSuggestions,
    @Inject(INCIDENT_POLICY) private readonly policy: IncidentPolicy,
  ) {}

  @Get(routeOf(ENDPOINTS.incidents))
  list(
    @Query({ schema: IncidentQuery }) query: z.output<typeof IncidentQuery>,
    @CurrentPerson() person: Person,
  ): Promise<IncidentList> {
    return this.reader.list(query, person);
  }

  @Get(routeOf(ENDPOINTS.incidentKinds))
  kinds(): IncidentKinds {
    return { policy: this.policy };
  }

  @Get(routeOf(ENDPOINTS.watchIncidents))
  watch(@CurrentPerson() { scope }: Person): Promise<{ seq: number; at: string; rows: IncidentRow[] }> {
    return this.reader.watch(scope);
  }

  @Get(routeOf(ENDPOINTS.similarIncidents))
  similar(
    @Query({ schema: SimilarQuery }) query: z.output<typeof SimilarQuery>,
    @CurrentPerson() person: Person,
  ): Promise<SimilarResponse> {
    return this.reader.similar(query, person);
  }

  @Get(routeOf(ENDPOINTS.clusters))
  clusters(@CurrentPerson() { scope }: Person): Promise<ClusterList> {
    return this.suggestions.clusters(scope);
  }

  @Get(routeOf(ENDPOINTS.proposals))
  proposals(@CurrentPerson() { scope }: Person): Promise<ProposalList> {
    return this.suggestions.proposals(scope);
  }

  @Get(routeOf(ENDPOINTS.incident))
  detail(@Param('incidentId') id: string, @CurrentPerson() person: Person): Promise<IncidentDetail> {
    return this.details.detail(knownIncident(id), person);
  }
}
