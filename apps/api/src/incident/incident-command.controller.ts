import { randomUUID } from 'node:crypto';
import { Body, Controller, Param, Patch, Post, Put, Res } from '@nestjs/common';
import {
  BulkRequest,
  ENDPOINTS,
  IncidentPatch,
  IncidentRequest,
  ParentRequest,
  PresenceRequest,
} from '@posko/contracts';
import type { BulkAnswer, IncidentAnswer, IncidentCommand, ParentAnswer, Presence } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { routeOf } from '../platform/http/route';
import { BulkService } from './bulk.service';
import { knownIncident } from './incident-id';
import { IncidentPresenceService } from './incident-presence.service';
import { IncidentService } from './incident.service';
import { ParentService } from './parent.service';

@Controller()
export class IncidentCommandController {
  constructor(
    private readonly incidents: IncidentService,
    private readonly parents: ParentService,
    private readonly bulk: BulkService,
    private readonly presences: IncidentPresenceService,
  ) {}

  @Post(routeOf(ENDPOINTS.openIncident))
  async open(
    @Body({ schema: IncidentRequest }) command: IncidentCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentAnswer> {
    return created(await this.incidents.open(command, { person, actor }), reply);
  }

  @Post(routeOf(ENDPOINTS.openParent))
  async openParent(
    @Body({ schema: ParentRequest }) command: z.output<typeof ParentRequest>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ParentAnswer> {
    return created(await this.parents.open(command, { person, actor }), reply);
  }

  @Post(routeOf(ENDPOINTS.changeIncidents))
  async changeMany(
    @Body({ schema: BulkRequest }) command: z.output<typeof BulkRequest>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkAnswer> {
    return created(await this.bulk.change(command, { person, actor }), reply);
  }

  @Patch(routeOf(ENDPOINTS.changeIncident))
  async change(
    @Param('incidentId') id: string,
    @Body({ schema: IncidentPatch }) patch: z.output<typeof IncidentPatch>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
  ): Promise<IncidentAnswer> {
    const commands = patch.withChildren === true ? this.parents : this.incidents;
    const command = { ...patch, id: patch.id ?? randomUUID() };
    return (await commands.change(knownIncident(id), command, { person, actor })).answer;
  }

  @Put(routeOf(ENDPOINTS.presence))
  presence(
    @Param('incidentId') id: string,
    @Body({ schema: PresenceRequest }) request: PresenceRequest,
    @CurrentPerson() person: Person,
  ): Promise<Presence> {
    return this.presences.note(knownIncident(id), person, request);
  }
}

/** 201 for what is new, 200 for a repeat, with the same body. */
function created<T>({ answer, isRepeat }: { answer: T; isRepeat: boolean }, reply: FastifyReply): T {
  reply.status(isRepeat ? 200 : 201);
  return answer;
}
