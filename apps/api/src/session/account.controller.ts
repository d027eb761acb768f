import { Body, Controller, Get, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ENDPOINTS, InvitationQuery, InvitationRequest, PasswordRequest, SecondFactorRequest } from '@posko/contracts';
import type { InvitationResponse, RecoveryCodes, SecondFactorOffer, SessionResponse } from '@posko/contracts';
import type { Actor } from '@posko/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { CurrentActor, CurrentSession } from '../platform/access/signed-in';
import type { SignedIn } from '../platform/access/signed-in';
import { CurrentVisitor } from '../platform/access/visitor';
import type { Visitor } from '../platform/access/visitor';
import { routeOf } from '../platform/http/route';
import { InvitationService } from './invitation.service';
import { PasswordService } from './password.service';
import { SecondFactorService } from './second-factor.service';
import { SessionCookies } from './session-cookies';

/** How someone signs in from now on: by link, password and second factor. */
@Controller()
export class AccountController {
  constructor(
    private readonly invitations: InvitationService,
    private readonly passwords: PasswordService,
    private readonly secondFactors: SecondFactorService,
    private readonly cookies: SessionCookies,
  ) {}

  @Get(routeOf(ENDPOINTS.invitation))
  invitation(
    @Query({ schema: InvitationQuery }) { token }: z.output<typeof InvitationQuery>,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<InvitationResponse> {
    return this.invitations.look(token, visitor);
  }

  @Post(routeOf(ENDPOINTS.acceptInvitation))
  async accept(
    @Body({ schema: InvitationRequest }) request: InvitationRequest,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    return this.cookies.enter(await this.invitations.accept(request, visitor), reply);
  }

  @Put(routeOf(ENDPOINTS.changePassword))
  async changePassword(
    @Body({ schema: PasswordRequest }) request: PasswordRequest,
    @CurrentSession() signedIn: SignedIn,
    @CurrentActor() actor: Actor,
    @CurrentVisitor() visitor: Visitor,
    @Req() raw: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    await this.passwords.change(request, { signedIn, actor, visitor });
    return this.cookies.renew(raw, reply);
  }

  @Post(routeOf(ENDPOINTS.offerSecondFactor))
  offerSecondFactor(@CurrentSession() signedIn: SignedIn): Promise<SecondFactorOffer> {
    return this.secondFactors.offer(signedIn);
  }

  @Put(routeOf(ENDPOINTS.confirmSecondFactor))
  async confirmSecondFactor(
    @Body({ schema: SecondFactorRequest }) request: SecondFactorRequest,
    @CurrentSession() signedIn: SignedIn,
    @CurrentActor() actor: Actor,
    @CurrentVisitor() visitor: Visitor,
    @Req() raw: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodes> {
    const codes = await this.secondFactors.confirm(request, { signedIn, actor, visitor });
    await this.cookies.renew(raw, reply);
    return codes;
  }
}
