import { Global, Module } from '@nestjs/common';
import { RegisterHolder } from './register-holder';
import { RegisterRepository } from './register.repository';

/** The register for every feature, to read; the import and the rebuild also write it. */
@Global()
@Module({ providers: [RegisterRepository, RegisterHolder], exports: [RegisterHolder, RegisterRepository] })
export class RegisterPlatformModule {}
