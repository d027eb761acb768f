import { describe, expect, it } from '@jest/globals';
import { ENDPOINTS, ERROR_STATUS } from '@posko/contracts';
import type { Endpoint, HealthResponse } from '@posko/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { routeOf } from '../platform/http/route';
import { VERSION } from '../platform/version';
import { START_SEQ, endServersAfterEach, eventually, send, startSmall } from './testing/small-server';
import { readFileSync } from 'node:fs';

const endpoints: Endpoint[] = Object.values(ENDPOINTS);

describe('the routes', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('are those of the contract, no more and no fewer', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const fastify = (server.context as NestFastifyApplication).getHttpAdapter().getInstance();
    for (const endpoint of endpoints) {
      expect([endpoint.path, fastify.hasRoute({ method: endpoint.method, url: routeOf(endpoint) })]).toEqual([
        endpoint.path,
        true,
      ]);
    }
    const printed = fastify.printRoutes({ commonPrefix: false });
    const served = [...printed.matchAll(/\((.*?)\)/g)].flatMap(([, methods]) => (methods ?? '').split(', '));
    const real = served.filter((method) => method !== 'HEAD' && method !== 'OPTIONS');
    expect(real).toHaveLength(endpoints.length);
  });

  it('are described for others', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const { body } = await send<{ openapi: string; paths: Record<string, Record<string, { responses: object }>> }>(
      server,
      '/api/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    for (const { path, method, errors } of endpoints) {
      const answers = Object.keys(body.paths[path]?.[method.toLowerCase()]?.responses ?? {});
      expect(answers).toEqual(expect.arrayContaining([...new Set(errors.map((code) => String(ERROR_STATUS[code])))]));
    }
  });

  it('tell how the instance is and which version it is', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    // The board may be there a moment before everything else that follows the journal.
    await eventually(async () => {
      const { status, body } = await send<HealthResponse>(server, '/api/health/ready');
      expect([status, body]).toEqual([200, { status: 'ok', seq: START_SEQ, version: VERSION }]);
    });
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(VERSION).toBe(manifest.version);
  });
});
