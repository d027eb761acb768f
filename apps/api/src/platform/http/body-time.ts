import type { FastifyInstance } from 'fastify';
import { endpointOf } from '../access/access-gate';

/** The server's own limit, for uploads: 25 MB take 200 s at 1 Mbit/s; what trickles in more slowly is no photo. */
export const UPLOAD_WITHIN_MS = 300_000;
/** JSON bodies are small on any line. */
const BODY_WITHIN_MS = 30_000;

/**
 * Ends requests whose body takes too long. Uploads may take what a poor line needs; everything else may not, or a few hundred
 * senders that trickle would hold every connection.
 */
export function limitBodyTime(fastify: FastifyInstance, withinMs = BODY_WITHIN_MS): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request;
    if (hasBody(raw.headers) && endpointOf(request)?.upload === undefined) {
      const timer = setTimeout(() => raw.destroy(), withinMs);
      const stop = (): void => clearTimeout(timer);
      raw.once('end', stop).once('close', stop);
    }
    done();
  });
}

function hasBody(headers: Record<string, unknown>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
