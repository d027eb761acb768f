import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const YEAR_SECONDS = 31_536_000;

/** Nothing of a browser that Posko has no use for; a wall may fill the screen. */
const PERMISSIONS = [
  'accelerometer',
  'bluetooth',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Pages and answers alike. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': PERMISSIONS,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** An answer says that it is what it says it is, that it is not to be kept, and that it shows nothing. */
export const ANSWER_HEADERS = {
  ...EVERYWHERE,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Whoever came by TLS once comes by TLS only. */
export const TLS_HEADERS = { 'strict-transport-security': `max-age=${YEAR_SECONDS}` };

/** Stands in the built page where a nonce belongs (apps/dashboard/src/index.html). */
const NONCE_WORD = 'CSP_NONCE';

/** Everything from ourselves; no inline script. Nothing may frame us, nothing is sent elsewhere. */
const PAGE_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Helmet's whole set is for pages; strict transport is ours to say, since only we know whether there is TLS. */
export const HELMET = {
  global: false,
  contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY },
  hsts: false,
} as const;

/** Sends the page under a policy of its own. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  // What the reply carries wins over what helmet sets: a page under the answers' policy could not load its own scripts.
  reply.removeHeader('content-security-policy');
  // Angular puts the styles of its components into style elements at run time: those with this answer's nonce, and no others.
  const nonce = randomBytes(16).toString('base64');
  const directives = { ...PAGE_POLICY, styleSrc: [...PAGE_POLICY.styleSrc, `'nonce-${nonce}'`] };
  reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives } });
  return reply.type('text/html; charset=utf-8').send(html.replaceAll(NONCE_WORD, nonce));
}
