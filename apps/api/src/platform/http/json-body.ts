import { ENDPOINTS } from '@posko/contracts';
import type { Endpoint } from '@posko/contracts';
import type { FastifyInstance } from 'fastify';
import { invalidRequest } from './api-error';
import { routeOf } from './route';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads bodies as JSON in valid UTF-8 and nothing else: the default parser would turn broken bytes into replacement
 * characters and store them.
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = UTF8.decode(body as Buffer);
    } catch {
      done(invalidRequest([{ path: '', message: 'must be valid UTF-8' }]));
      return;
    }
    void parse(request, text, done);
  });
}

const LARGER = new Map(
  Object.values(ENDPOINTS as Record<string, Endpoint>)
    .filter(({ bodyLimitBytes }) => bodyLimitBytes !== undefined)
    .map((endpoint) => [`${endpoint.method} ${routeOf(endpoint)}`, endpoint.bodyLimitBytes]),
);

/** Lets endpoints that say so take bodies above the usual limit. Hung in before any route is there. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const limit = [route.method].flat().map((method) => LARGER.get(`${method} ${route.url}`))[0];
    if (limit !== undefined) route.bodyLimit = limit;
  });
}
