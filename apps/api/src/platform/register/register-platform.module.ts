import { Global, Module } from '@nestjs/common';
import { RegisterHolder } from './register-holder';
import { RegisterRepository } from './register.repository';

/** The register for every feature, read only. */
@Global()
@Module({ providers: [RegisterRepository, RegisterHolder], exports: [RegisterHolder] })
export class RegisterPlatformModule {}
