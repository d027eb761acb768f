import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { AccessGate } from '../access/access-gate';
import type { ServerOptions } from '../config';
import { PUBLIC_TREE } from '../public-files/public-address';
import { PublicFiles } from '../public-files/public-files';
import { ApiError } from './api-error';
import { UPLOAD_WITHIN_MS, limitBodyTime } from './body-time';
import type { ErrorFilter } from './error-filter';
import { acceptJsonOnly, limitBodies } from './json-body';
import { ANSWER_HEADERS, HELMET, TLS_HEADERS, sendPage } from './security-headers';
import { passUploads } from './upload-body';

const BODY_LIMIT_BYTES = 64 * 1024;
/** Longer than a proxy keeps an idle connection, so that it never meets one that we just closed. */
const KEEP_ALIVE_MS = 75_000;

export function fastifyOptions(
  { trustProxy, publicDir }: Pick<ServerOptions, 'trustProxy' | 'publicDir'>,
  filter: ErrorFilter,
): FastifyServerOptions {
  const files = publicDir === undefined ? null : new PublicFiles(join(publicDir, PUBLIC_TREE), () => Date.now());
  return {
    // The public files go past everything that is for those inside.
    serverFactory: (handle) =>
      createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: UPLOAD_WITHIN_MS }, (request, response) => {
        if (files?.take(request, response) !== true) handle(request, response);
      }),
    // Without it every caller behind a proxy would have the proxy's address, and share its throttles.
    ...(trustProxy === undefined ? {} : { trustProxy }),
    // Addresses that the router cannot even read.
    frameworkErrors: (error, _request, reply) => {
      filter.reply(error, reply);
    },
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: UPLOAD_WITHIN_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  };
}

export interface HttpParts {
  readonly options: ServerOptions;
  readonly filter: ErrorFilter;
  readonly gate: Pick<AccessGate, 'admit'>;
}

/** Who may come in, bodies, headers, compression and the dashboard's files. */
export async function configureFastify(fastify: FastifyInstance, { options, filter, gate }: HttpParts): Promise<void> {
  limitBodies(fastify);
  limitBodyTime(fastify);
  acceptJsonOnly(fastify);
  passUploads(fastify);
  const fail = (error: unknown, reply: FastifyReply): FastifyReply => filter.reply(error, reply);
  await fastify.register(helmet, HELMET);
  const headers = { ...ANSWER_HEADERS, ...(options.isSecure ? TLS_HEADERS : {}) };
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  await fastify.register(cookie);
  fastify.addHook('onRequest', (request, _reply, done) => {
    gate.admit(request, done);
  });
  await fastify.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  if (options.dashboardDir !== undefined) await serveDashboard(fastify, options.dashboardDir, fail);
}

/** Files whose name carries their hash never change; the page that names them is asked for each time. */
async function serveDashboard(
  fastify: FastifyInstance,
  root: string,
  fail: (error: unknown, reply: FastifyReply) => FastifyReply,
): Promise<void> {
  const index = join(root, 'index.html');
  if (!existsSync(index)) throw new Error(`No dashboard is built in ${root}`);
  const html = readFileSync(index, 'utf8');
  await fastify.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    // The build puts compressed twins beside its files; without them the originals are compressed on the way.
    preCompressed: true,
    setHeaders: (response, path) => {
      const isHashed = /-[\w-]{8}\.\w+(\.br|\.gz)?$/.test(path);
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const isApi = request.url.startsWith('/api') || request.url.startsWith('/socket.io');
    // An ending tells a file, but not in the query: an instant there ends like one (`?from=…00.000Z`).
    const [path = ''] = request.url.split('?', 1);
    if (isApi || /\.\w+$/.test(path)) return fail(new ApiError('not-found'), reply);
    return sendPage(reply, html);
  };
  fastify.get('/', page);
  fastify.get('/*', page);
}
