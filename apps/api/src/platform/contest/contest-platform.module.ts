import { Global, Module } from '@nestjs/common';
import { ContestHolder } from './contest-holder';
import { ContestRepository } from './contest.repository';

/** What is voted on, for every feature, to read; the import and the rebuild also write it. */
@Global()
@Module({ providers: [ContestRepository, ContestHolder], exports: [ContestHolder, ContestRepository] })
export class ContestPlatformModule {}
