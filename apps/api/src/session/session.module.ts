import { Module } from '@nestjs/common';
import { AccountController } from './account.controller';
import { InvitationService } from './invitation.service';
import { InvitedAccounts } from './invited-accounts';
import { PasswordCheck } from './password-check';
import { PasswordService } from './password.service';
import { SecondFactorCheck } from './second-factor-check';
import { SecondFactorService } from './second-factor.service';
import { SessionController } from './session.controller';
import { SessionCookies } from './session-cookies';
import { SetUpService } from './set-up.service';
import { SignInService } from './sign-in.service';

/** Signing in and out, and what an account shows to do so. */
@Module({
  controllers: [SessionController, AccountController],
  providers: [
    InvitationService,
    InvitedAccounts,
    PasswordCheck,
    PasswordService,
    SecondFactorCheck,
    SecondFactorService,
    SessionCookies,
    SetUpService,
    SignInService,
  ],
})
export class SessionModule {}
