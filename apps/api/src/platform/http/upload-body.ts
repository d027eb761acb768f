import type { FastifyInstance } from 'fastify';
import { endpointOf } from '../access/access-gate';
import { ApiError } from './api-error';

const BYTES = 'application/octet-stream';

/**
 * Bodies of endpoints with `upload` reach the handler as the stream they are, whatever their sender calls them; everywhere
 * else such a body is refused as before.
 */
export function passUploads(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (endpointOf(request)?.upload !== undefined) request.raw.headers['content-type'] = BYTES;
    done();
  });
  fastify.addContentTypeParser(BYTES, (request, payload, done) => {
    const upload = endpointOf(request)?.upload;
    if (upload !== undefined && Number(request.headers['content-length'] ?? 0) <= upload.limitBytes) {
      done(null, payload);
      return;
    }
    // Read and forgotten, or the sender, busy sending, would never hear the refusal.
    payload.resume();
    done(new ApiError(upload === undefined ? 'unsupported-media-type' : 'payload-too-large'));
  });
}
