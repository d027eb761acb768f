import { Global, Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RequestCounter } from '../http/request-limits';
import { JournalFollower } from '../journal/journal-follower';
import { ReplayRegistry } from '../replay/replay-registry';
import { AccessGate } from './access-gate';
import { AccessGuard } from './access.guard';
import { Attempts } from './attempts';
import { InvitationsRepository } from './invitations.repository';
import { LiveAccess } from './live-access';
import { Passwords } from './passwords';
import { People } from './people';
import { CredentialsRepository } from './credentials.repository';
import { Devices } from './devices';
import { RefusalLog } from './refusal-log';
import { ServerSecrets } from './server-secrets';
import { SessionDoor } from './session-door';
import { SessionStore } from './session-store';
import { SessionsRepository } from './sessions.repository';
import { UsersReplayer } from './users.replayer';
import { UsersRepository } from './users.repository';

const PROVIDERS = [
  AccessGate,
  Attempts,
  CredentialsRepository,
  Devices,
  InvitationsRepository,
  LiveAccess,
  Passwords,
  People,
  RefusalLog,
  RequestCounter,
  ServerSecrets,
  SessionDoor,
  SessionStore,
  SessionsRepository,
  UsersRepository,
];

/** Who asks, and whether they may: for every feature. */
@Global()
@Module({ providers: [...PROVIDERS, { provide: APP_GUARD, useClass: AccessGuard }], exports: PROVIDERS })
export class AccessPlatformModule implements OnModuleInit {
  constructor(
    private readonly follower: JournalFollower,
    private readonly replay: ReplayRegistry,
    private readonly people: People,
    private readonly sessions: SessionStore,
    private readonly live: LiveAccess,
    private readonly users: UsersRepository,
  ) {}

  onModuleInit(): void {
    this.follower.register(this.people);
    this.follower.register(this.sessions);
    this.follower.register(this.live);
    this.replay.register(() => new UsersReplayer(this.users));
  }
}
