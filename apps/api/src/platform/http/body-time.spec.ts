import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ENDPOINTS } from '@posko/contracts';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { limitBodyTime } from './body-time';
import { routeOf } from './route';
import { passUploads } from './upload-body';

const WITHIN_MS = 50;

describe('limitBodyTime', () => {
  let server: FastifyInstance | null = null;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server?.close();
  });

  /** Sends the head of a request and one byte of its body, and waits for more. */
  const trickle = async (path: string): Promise<Socket> => {
    server = fastify();
    limitBodyTime(server, WITHIN_MS);
    passUploads(server);
    server.post('/:any', () => ({}));
    server.post(routeOf(ENDPOINTS.keepEvidence), async (request) => {
      for await (const _ of request.raw) continue;
      return {};
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{`);
    return socket;
  };

  it('ends a request whose body trickles', async () => {
    const socket = await trickle('/anything');
    socket.resume();
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  it('lets an upload take its time', async () => {
    const socket = await trickle(ENDPOINTS.keepEvidence.path);
    await new Promise((resolve) => setTimeout(resolve, 3 * WITHIN_MS));
    socket.write('}');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 200 /);
  });
});
