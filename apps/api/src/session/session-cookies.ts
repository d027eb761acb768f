import { Inject, Injectable } from '@nestjs/common';
import type { SessionResponse } from '@posko/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEVICE_COOKIE, DEVICE_COOKIE_SECONDS, Devices } from '../platform/access/devices';
import { SESSION_COOKIE, isSecure, setSessionCookie } from '../platform/access/session-cookie';
import { SessionDoor, sessionResponse } from '../platform/access/session-door';
import { SessionStore } from '../platform/access/session-store';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ApiError } from '../platform/http/api-error';
import type { Entered } from './sign-in.service';

/** Only signing in asks whether the device is known. */
const DEVICE_PATH = '/api/session';

/** Answers that hand out or renew the cookie. */
@Injectable()
export class SessionCookies {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'host' | 'isSecure'>,
    private readonly door: SessionDoor,
    private readonly sessions: SessionStore,
    private readonly devices: Devices,
  ) {}

  /** Hands over a session just opened, and lets the device be known to its owner. */
  async enter({ opened, name }: Entered, reply: FastifyReply): Promise<SessionResponse> {
    setSessionCookie(reply, this.options, opened);
    const answer = await this.door.answer(opened.token);
    if (answer.pending === null) await this.remember(name, reply);
    return answer;
  }

  /** The session after a step that may have changed how long it lasts. */
  async renew(request: FastifyRequest, reply: FastifyReply): Promise<SessionResponse> {
    const token = request.cookies[SESSION_COOKIE] ?? '';
    const signedIn = await this.sessions.find(token);
    if (signedIn === null) throw new ApiError('not-signed-in');
    setSessionCookie(reply, this.options, { token, endsAt: signedIn.endsAt });
    if (signedIn.pending === null) await this.remember(signedIn.person.name, reply);
    return sessionResponse(signedIn);
  }

  private async remember(name: string, reply: FastifyReply): Promise<void> {
    const { cookies, protocol } = reply.request;
    reply.setCookie(DEVICE_COOKIE, await this.devices.with(cookies[DEVICE_COOKIE], name), {
      httpOnly: true,
      sameSite: 'strict',
      path: DEVICE_PATH,
      secure: isSecure(this.options, protocol),
      maxAge: DEVICE_COOKIE_SECONDS,
    });
  }
}
