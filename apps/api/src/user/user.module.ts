import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import { ActivationIssueService } from './activation/activation-issue.service';
import { ActivationController } from './activation/activation.controller';
import { ActivationRepository } from './activation/activation.repository';
import { ActivationService } from './activation/activation.service';
import { ColleagueService } from './colleague.service';
import { DemoPeopleService } from './demo-people';
import { UserGrants } from './user-grants';
import { UserImportService } from './user-import.service';
import { UserMaintenanceService } from './user-maintenance.service';
import { UserWriter } from './user-writer';
import { UserController } from './user.controller';
import { UserRepository } from './user.repository';
import { UserService } from './user.service';

@Module({
  controllers: [UserController, ActivationController],
  providers: [
    ActivationIssueService,
    ActivationRepository,
    ActivationService,
    ColleagueService,
    DemoPeopleService,
    UserGrants,
    UserImportService,
    UserMaintenanceService,
    UserRepository,
    UserService,
    UserWriter,
  ],
})
export class UserModule implements OnModuleInit {
  constructor(
    private readonly fourEyes: FourEyes,
    private readonly grants: UserGrants,
  ) {}

  onModuleInit(): void {
    this.fourEyes.register('grantAdministrator', this.grants);
  }
}
