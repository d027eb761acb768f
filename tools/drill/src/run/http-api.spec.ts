import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpApi, answerOf } from './http-api';
import { Ledger, percentilesOf } from './ledger';

const REQUEST = {
  id: '8f14e45f-ceea-467f-a0e6-000000000000',
  stage: 'open',
  occurredAt: '2024-11-27T00:00:00Z',
} as const;

describe('answerOf', () => {
  it.each([
    [201, '{"seq":5,"receipt":"5-AAAA-AAAA","stage":"open"}', { kind: 'accepted', seq: 5, stage: 'open' }],
    [200, '{"seq":5,"receipt":"5-AAAA-AAAA","stage":"open"}', { kind: 'repeated', seq: 5, stage: 'open' }],
    [404, '{"code":"tps-not-found","traceId":"t"}', { kind: 'refused', code: 'tps-not-found' }],
    [418, 'no JSON', { kind: 'refused', code: 'HTTP 418' }],
    [429, '', { kind: 'failed', reason: 'HTTP 429' }],
    [503, '', { kind: 'failed', reason: 'HTTP 503' }],
    [201, '{"seq":5', { kind: 'failed', reason: 'HTTP 201 with an unreadable answer' }],
  ])('reads %d %s', (status, text, expected) => {
    expect(answerOf({ statusCode: status, text })).toEqual(expected);
  });
});

describe('HttpApi', () => {
  let server: Server;
  let handle: (request: IncomingMessage, response: ServerResponse) => void;
  let api: HttpApi;

  beforeEach(async () => {
    server = createServer((request, response) => handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = new HttpApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2);
  });

  afterEach(async () => {
    await api.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('posts a report to the TPS and reads the answer', async () => {
    let seen = '';
    handle = (request, response) => {
      seen = `${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? ''}`;
      response.writeHead(201).end('{"seq":1,"receipt":"1-AAAA-AAAA","stage":"open"}');
    };
    expect(await api.report('3501012001001', REQUEST)).toEqual({ kind: 'accepted', seq: 1, stage: 'open' });
    expect(seen).toBe('POST /api/tps/3501012001001/reports application/json');
  });

  it('signs in first, speaks with its cookie, and signs in once more when the server has forgotten it', async () => {
    const seen: string[] = [];
    let session = 1;
    handle = (request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.cookie ?? ''}`);
      if (request.url === '/api/session') {
        response.writeHead(201, { 'set-cookie': `posko_session=s${session}; HttpOnly` }).end('{}');
      } else if (request.headers.cookie === `posko_session=s${session}`) {
        response.writeHead(201).end('{"seq":1,"receipt":"1-AAAA-AAAA","stage":"open"}');
      } else response.writeHead(401).end('{"code":"not-signed-in","traceId":"t"}');
    };
    const account = { username: 'operator', password: 'tidak-dipakai-di-sini' };
    const signedIn = new HttpApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2, [account]);
    expect(await signedIn.report('3501012001001', REQUEST)).toMatchObject({ kind: 'accepted' });
    session = 2;
    expect(await signedIn.report('3501012001001', REQUEST)).toMatchObject({ kind: 'accepted' });
    await signedIn.close();
    const report = 'POST /api/tps/3501012001001/reports posko_session=';
    expect(seen).toEqual(['POST /api/session ', `${report}s1`, `${report}s1`, 'POST /api/session ', `${report}s2`]);
  });

  it('does not try for ever where it is not let in', async () => {
    let requests = 0;
    handle = (_, response) => {
      requests++;
      response.writeHead(401).end('{"code":"sign-in-refused","traceId":"t"}');
    };
    const account = { username: 'operator', password: 'tidak-dipakai-di-sini' };
    const refused = new HttpApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2, [account]);
    const failed = { kind: 'failed', reason: 'Signing in as operator was answered with 401: sign-in-refused' };
    expect([await refused.report('3501012001001', REQUEST), requests]).toEqual([failed, 1]);
    await refused.close();
  });

  it('takes a connection that is cut for a failure, worth another try', async () => {
    handle = (request) => request.socket.destroy();
    expect(await api.report('3501012001001', REQUEST)).toMatchObject({ kind: 'failed' });
  });

  it('says what a read was answered with when it fails', async () => {
    handle = (_, response) => response.writeHead(503).end('{"code":"not-ready"}');
    await expect(api.regions()).rejects.toThrow('GET /api/regions was answered with 503');
  });
});

describe('Ledger', () => {
  it('has each journal entry once, in the order of the journal', () => {
    const ledger = new Ledger(4);
    ledger.settle(0, { kind: 'accepted', seq: 9, stage: 'open' }, 1);
    ledger.settle(1, { kind: 'accepted', seq: 4, stage: 'ready' }, 2);
    ledger.settle(3, { kind: 'repeated', seq: 9, stage: 'open' }, 3);
    expect(ledger.acknowledged()).toEqual([
      { seq: 4, index: 1 },
      { seq: 9, index: 0 },
    ]);
    expect(ledger).toMatchObject({ accepted: 2, repeated: 1 });
  });
});

describe('percentilesOf', () => {
  it('takes the nearest rank and leaves out what is not there', () => {
    const values = Float32Array.from({ length: 102 }, (_, index) => (index < 2 ? NaN : index - 1));
    expect(percentilesOf(values)).toEqual({ p50: 50, p90: 90, p99: 99, max: 100 });
    expect(percentilesOf(Float32Array.of(NaN))).toBeNull();
  });
});
