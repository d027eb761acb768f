import { Controller, Get, Query, Res } from '@nestjs/common';
import { ENDPOINTS, FiguresExportQuery, FiguresQuery, IncidentExportQuery } from '@posko/contracts';
import type { FiguresResponse } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import type { ExportFile } from '../platform/export/export.service';
import { routeOf } from '../platform/http/route';
import { ExportOrders } from './export-orders.service';
import { FiguresService } from './figures.service';

@Controller()
export class FiguresController {
  constructor(
    private readonly service: FiguresService,
    private readonly orders: ExportOrders,
  ) {}

  @Get(routeOf(ENDPOINTS.figures))
  figures(
    @Query({ schema: FiguresQuery }) { region, ...period }: z.output<typeof FiguresQuery>,
    @CurrentPerson() { scope }: Person,
  ): Promise<FiguresResponse> {
    return this.service.figures({ ...period, place: region ?? scope });
  }

  @Get(routeOf(ENDPOINTS.exportFigures))
  async exportFigures(
    @Query({ schema: FiguresExportQuery }) query: z.output<typeof FiguresExportQuery>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.orders.ofFigures(query, { person, actor }));
  }

  @Get(routeOf(ENDPOINTS.exportIncidents))
  async exportIncidents(
    @Query({ schema: IncidentExportQuery }) query: z.output<typeof IncidentExportQuery>,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.orders.ofIncidents(query, { person, actor }));
  }
}

function send(reply: FastifyReply, { mediaType, disposition, stream }: ExportFile): FastifyReply {
  return reply.header('content-disposition', disposition).type(mediaType).send(stream);
}
