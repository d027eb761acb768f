import { Module } from '@nestjs/common';
import { ReportController } from './report.controller';
import { ReportService } from './report.service';
import { TpsService } from './tps.service';
import { TpsStateRepository } from './tps-state.repository';

@Module({
  controllers: [ReportController],
  providers: [ReportService, TpsService, TpsStateRepository],
})
export class ReportModule {}
