import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import { ENDPOINTS } from '@posko/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Attempts } from '../platform/access/attempts';
import { RefusalLog } from '../platform/access/refusal-log';
import { isSecure, setSessionCookie } from '../platform/access/session-cookie';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { networkOf } from '../platform/http/address';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { OpenIdProvider } from './openid-provider';
import { OpenIdService } from './openid.service';
import { StateSeal } from './sealed-state';

const STATE_COOKIE = 'posko_openid';
const START_PATH = ENDPOINTS.openidStart.path;
/** The page says what to do now; why, only the log and the journal know. */
const REFUSED = '/sign-in?refused=openid';

/**
 * The browser comes here from another site, and a redirect would still count as coming from there: the session's cookie is
 * SameSite=Strict and would not go along. A page of our own that goes on to the dashboard makes it our navigation.
 */
const ONWARD = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Posko</title>
<p><a href="/">Posko</a></p>
`;

@Controller()
export class OpenIdController {
  private readonly logger = new Logger(OpenIdController.name);
  private readonly seal: StateSeal | null;

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly provider: OpenIdProvider,
    private readonly service: OpenIdService,
    private readonly attempts: Attempts,
    private readonly refusals: RefusalLog,
    private readonly clock: ClockService,
  ) {
    this.seal = provider.options === undefined ? null : new StateSeal(provider.options.clientSecret);
  }

  @Get(routeOf(ENDPOINTS.openidStart))
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { seal } = this;
    if (seal === null) throw new ApiError('not-found');
    this.attempts.take('openid', networkOf(request.ip));
    try {
      const { url, state } = await this.provider.begin();
      reply.setCookie(STATE_COOKIE, seal.seal(state), {
        httpOnly: true,
        // Not strict: the browser brings it along from the provider's site.
        sameSite: 'lax',
        path: START_PATH,
        secure: isSecure(this.options, request.protocol),
        expires: new Date(state.until),
      });
      await reply.redirect(url.href, 302);
    } catch (error) {
      this.logger.warn(`The identity provider cannot be used: ${reasonOf(error)}`);
      await reply.redirect(REFUSED, 302);
    }
  }

  @Get(routeOf(ENDPOINTS.openidReturn))
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.seal === null) throw new ApiError('not-found');
    const attempt = this.attempts.take('openid', networkOf(request.ip));
    const state = this.seal.open(request.cookies[STATE_COOKIE], this.clock.realNow());
    reply.clearCookie(STATE_COOKIE, { path: START_PATH });
    try {
      if (state === null) throw new ApiError('sign-in-refused');
      const vouched = await this.provider.finish(request.url, state);
      const origin = { address: request.ip, agent: request.headers['user-agent'] ?? '' };
      setSessionCookie(reply, this.options, await this.service.signIn(vouched, origin));
      attempt.succeeded();
      await reply.type('text/html; charset=utf-8').send(ONWARD);
    } catch (error) {
      this.logger.warn(`A sign-in by the identity provider was refused: ${reasonOf(error)}`);
      // The browser is sent on instead of being told: nobody else would bring this into the journal.
      this.refusals.note('sign-in-refused', request);
      await reply.redirect(REFUSED, 302);
    }
  }
}

/** The kind of error: what came with it may hold codes and names. */
function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
