import { Module } from '@nestjs/common';
import { RegionController } from './region.controller';
import { RegionService } from './region.service';
import { RegisterImportRepository } from './import/register-import.repository';
import { RegisterImportService } from './import/register-import.service';

@Module({
  controllers: [RegionController],
  providers: [RegionService, RegisterImportRepository, RegisterImportService],
  exports: [RegisterImportService],
})
export class RegisterModule {}
