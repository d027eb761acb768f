import { Injectable } from '@nestjs/common';
import type { FiguresExportQuery, IncidentExportQuery } from '@posko/contracts';
import { tierOf } from '@posko/domain';
import type { Actor, Person } from '@posko/domain';
import type * as z from 'zod';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { ExportService } from '../platform/export/export.service';
import type { ExportFile } from '../platform/export/export.service';
import { RegisterHolder } from '../platform/register/register-holder';
import { figuresTable } from './figures-table';
import { FiguresService } from './figures.service';
import { IncidentExportRepository } from './incident-export.repository';
import { incidentTable } from './incident-table';

/** More is no list any more; whoever needs all of them asks day by day. */
export const EXPORT_ROWS = 100_000;

/** Who takes it out of the house. */
export interface Taker {
  readonly person: Person;
  readonly actor: Actor;
}

@Injectable()
export class ExportOrders {
  constructor(
    private readonly exports: ExportService,
    private readonly figures: FiguresService,
    private readonly incidents: IncidentExportRepository,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
  ) {}

  async ofFigures(query: z.output<typeof FiguresExportQuery>, { person, actor }: Taker): Promise<ExportFile> {
    const { format, region, ...period } = query;
    const table = figuresTable(await this.figures.figures({ ...period, place: region ?? person.scope }));
    const order = { what: 'figures', format, rows: table.rows.length, query: wordsOf(query), actor };
    return this.exports.begin({ ...order, tables: [table] });
  }

  async ofIncidents(query: z.output<typeof IncidentExportQuery>, { person, actor }: Taker): Promise<ExportFile> {
    const { format, region, ...wanted } = query;
    const place = region ?? person.scope;
    // The gate knows regions; a TPS is asked about here.
    requirePermission(person, 'export.make', place);
    const filter = { ...wanted, place, person: person.id, tier: tierOf(person.scope), now: this.clock.now() };
    const rows = await this.incidents.count(filter, EXPORT_ROWS);
    const table = incidentTable(this.incidents.all(filter, rows), this.register.current().tree);
    return this.exports.begin({ what: 'incidents', format, rows, query: wordsOf(query), actor, tables: [table] });
  }
}

/** What was asked for, as text, for the journal. */
function wordsOf(query: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
