import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Clock } from '@posko/domain';
import { ApprovalModule } from './approval/approval.module';
import { AttachmentModule } from './attachment/attachment.module';
import { AuditModule } from './audit/audit.module';
import { BoardModule } from './board/board.module';
import { CallModule } from './call/call.module';
import { ClockModule } from './clock/clock.module';
import { ContactModule } from './contact/contact.module';
import { ContestModule } from './contest/contest.module';
import { EvidenceModule } from './evidence/evidence.module';
import { FiguresModule } from './figures/figures.module';
import { HealthModule } from './health/health.module';
import { IncidentModule } from './incident/incident.module';
import { JournalModule } from './journal/journal.module';
import { OpenApiModule } from './openapi/openapi.module';
import { OpenIdModule } from './openid/openid.module';
import type { ServerOptions } from './platform/config';
import { PlatformModule } from './platform/platform.module';
import { OutlierModule } from './outlier/outlier.module';
import { PublicationModule } from './publication/publication.module';
import { RecapModule } from './recap/recap.module';
import { RebuildModule } from './rebuild/rebuild.module';
import { RegisterModule } from './register/register.module';
import { ReleaseModule } from './release/release.module';
import { ReportModule } from './report/report.module';
import { ResultModule } from './result/result.module';
import { SessionModule } from './session/session.module';
import { ShiftModule } from './shift/shift.module';
import { SirekapModule } from './sirekap/sirekap.module';
import { TotalsModule } from './totals/totals.module';
import { UserModule } from './user/user.module';

const FEATURES = [
  ApprovalModule,
  AttachmentModule,
  AuditModule,
  BoardModule,
  CallModule,
  ClockModule,
  ContactModule,
  ContestModule,
  EvidenceModule,
  FiguresModule,
  HealthModule,
  IncidentModule,
  JournalModule,
  OpenApiModule,
  OpenIdModule,
  OutlierModule,
  PublicationModule,
  RecapModule,
  RegisterModule,
  ReleaseModule,
  ReportModule,
  ResultModule,
  SessionModule,
  ShiftModule,
  SirekapModule,
  TotalsModule,
  UserModule,
  RebuildModule,
];

@Module({})
export class AppModule {
  static forRoot(options: ServerOptions, realClock: Clock): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(options, realClock), ...FEATURES] };
  }
}
