import { Body, Controller, Delete, Get, Inject, Post, Query, Res } from '@nestjs/common';
import { ENDPOINTS, SignInRequest, SignOutQuery } from '@posko/contracts';
import type { SessionResponse, SignInOffer } from '@posko/contracts';
import type { Actor } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { clearSessionCookie } from '../platform/access/session-cookie';
import { SessionDoor, sessionResponse } from '../platform/access/session-door';
import { CurrentActor, CurrentSession } from '../platform/access/signed-in';
import type { SignedIn } from '../platform/access/signed-in';
import { CurrentVisitor } from '../platform/access/visitor';
import type { Visitor } from '../platform/access/visitor';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { routeOf } from '../platform/http/route';
import { PUBLIC_PREFIX } from '../platform/public-files/public-files';
import { SessionCookies } from './session-cookies';
import { SetUpService } from './set-up.service';
import { SignInService } from './sign-in.service';

@Controller()
export class SessionController {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'isDemo' | 'openid' | 'publicationUrl'>,
    private readonly signIns: SignInService,
    private readonly setUp: SetUpService,
    private readonly door: SessionDoor,
    private readonly cookies: SessionCookies,
  ) {}

  @Post(routeOf(ENDPOINTS.signIn))
  async signIn(
    @Body({ schema: SignInRequest }) request: SignInRequest,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    return this.cookies.enter(await this.signIns.signIn(request, visitor), reply);
  }

  @Get(routeOf(ENDPOINTS.session))
  session(@CurrentSession() signedIn: SignedIn): SessionResponse {
    return sessionResponse(signedIn);
  }

  @Delete(routeOf(ENDPOINTS.signOut))
  async signOut(
    @Query({ schema: SignOutQuery }) { everywhere }: z.output<typeof SignOutQuery>,
    @CurrentSession() signedIn: SignedIn,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    await this.door.leave(signedIn, { isEverywhere: everywhere === 'true', actor });
    clearSessionCookie(reply);
    return {};
  }

  @Get(routeOf(ENDPOINTS.signInOffer))
  async offer(): Promise<SignInOffer> {
    const { openid, isDemo, publicationUrl } = this.options;
    return {
      openid: openid === undefined ? null : { name: openid.name, path: ENDPOINTS.openidStart.path },
      isDemo,
      needsSetUp: await this.setUp.needsSetUp(),
      publication: publicationUrl ?? PUBLIC_PREFIX,
    };
  }
}
