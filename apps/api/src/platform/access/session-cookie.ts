import fastifyCookie from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { ServerOptions } from '../config';
import type { OpenedSession } from './session-store';

export const SESSION_COOKIE = 'posko_session';

export type CookieOptions = Pick<ServerOptions, 'host' | 'isSecure'>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Cookies go over TLS only, but for a server that nobody else can reach. */
export function isSecure(options: CookieOptions, protocol: string): boolean {
  return protocol === 'https' || options.isSecure || !LOOPBACK.has(options.host);
}

/** Hands the session to the browser: out of reach of scripts, and never sent along with what another site starts. */
export function setSessionCookie(
  reply: FastifyReply,
  options: CookieOptions,
  { token, endsAt }: Pick<OpenedSession, 'token' | 'endsAt'>,
): void {
  reply.setCookie(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: isSecure(options, reply.request.protocol),
    expires: new Date(endsAt),
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' });
}

/** The secret in a Cookie header, for connections that are no requests. */
export function tokenOf(cookieHeader: string | undefined): string | undefined {
  return cookieHeader === undefined ? undefined : fastifyCookie.parse(cookieHeader)[SESSION_COOKIE];
}
