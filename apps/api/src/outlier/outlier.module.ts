import { Module } from '@nestjs/common';
import { OutlierController } from './outlier.controller';
import { OutlierRepository } from './outlier.repository';
import { OutlierService } from './outlier.service';

@Module({ controllers: [OutlierController], providers: [OutlierRepository, OutlierService] })
export class OutlierModule {}
