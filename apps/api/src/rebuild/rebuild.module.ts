import { Module } from '@nestjs/common';
import { RebuildRepository } from './rebuild.repository';
import { RebuildService } from './rebuild.service';

@Module({ providers: [RebuildRepository, RebuildService] })
export class RebuildModule {}
