import type { FastifyInstance } from 'fastify';
import { invalidRequest } from './api-error';

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
