import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCalls } from '../worker';

/** Node's own HTTP server with the bytes in memory, and nothing else: the floor of what we serve ourselves. */
let body = Buffer.alloc(0);
const http = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});

answerCalls({
  start: async ({ bytes }: { bytes: number }) => {
    body = Buffer.alloc(bytes, 120);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', 4096, resolve));
    return { port: (http.address() as AddressInfo).port };
  },
});
