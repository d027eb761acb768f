import { Module } from '@nestjs/common';
import { ExportService } from '../platform/export/export.service';
import { ExportOrders } from './export-orders.service';
import { FiguresController } from './figures.controller';
import { FiguresRepository } from './figures.repository';
import { FiguresService } from './figures.service';
import { IncidentExportRepository } from './incident-export.repository';

@Module({
  controllers: [FiguresController],
  providers: [ExportService, ExportOrders, FiguresService, FiguresRepository, IncidentExportRepository],
})
export class FiguresModule {}
