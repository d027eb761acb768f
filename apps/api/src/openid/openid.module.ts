import { Module } from '@nestjs/common';
import { OpenIdProvider } from './openid-provider';
import { OpenIdController } from './openid.controller';
import { OpenIdService } from './openid.service';

@Module({ controllers: [OpenIdController], providers: [OpenIdProvider, OpenIdService] })
export class OpenIdModule {}
