import { describe, expect, it } from '@jest/globals';
import { encodeSnapshot } from '@posko/contracts';
import { HttpClient } from './http-client';

const CLOCK = {
  now: '2024-11-27T13:00:00.000+07:00',
  speed: 1,
  isRehearsal: false,
  calendar: { votingDay: '2024-11-27', utcOffsetMinutes: 420, deadlines: [], closesAt: '2024-12-09T17:00:00.000Z' },
};

/** A client whose answers the spec writes, and the requests it made. */
function clientOf(answer: (url: string, init: RequestInit) => Response | Promise<Response>): {
  client: HttpClient;
  requests: { url: string; init: RequestInit }[];
} {
  const requests: { url: string; init: RequestInit }[] = [];
  const send = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    requests.push({ url: String(url), init });
    return answer(String(url), init);
  };
  return { client: new HttpClient({ fetch: send, timeoutMs: 50 }), requests };
}

it('fills path, query and body, and gives the parsed answer', async () => {
  const { client, requests } = clientOf((url) =>
    Response.json(url.includes('clock') ? CLOCK : { seq: 1, at: CLOCK.now, total: 0, rows: [] }),
  );
  const overdue = await client.call('overdue', { params: { regionCode: '3578' }, query: { limit: 5 } });
  expect(overdue).toEqual({ isOk: true, value: { seq: 1, at: CLOCK.now, total: 0, rows: [] } });
  await client.call('setClock', { body: { id: '00000000-0000-4000-8000-000000000001', speed: 60 } });
  expect(requests.map(({ url, init }) => `${String(init.method)} ${url}`)).toEqual([
    'GET /api/board/3578/overdue?limit=5',
    'PUT /api/clock',
  ]);
  expect(requests[1]?.init.body).toBe('{"id":"00000000-0000-4000-8000-000000000001","speed":60}');
});

it('gives a refusal as a value, with the words of the server', async () => {
  const body = { code: 'tps-not-found', traceId: 't1' };
  const { client } = clientOf(() => Response.json(body, { status: 404 }));
  const answer = await client.call('tps', { params: { tpsCode: '3578011001001' } });
  expect(answer).toEqual({ isOk: false, failure: { code: 'tps-not-found', body } });
});

it("calls an answer that is not of the contract unreadable, and a proxy's error page unreachable", async () => {
  const odd = clientOf(() => Response.json({ ...CLOCK, speed: 'fast' }));
  expect(await odd.client.call('clock', {})).toEqual({ isOk: false, failure: { code: 'unreadable' } });
  const proxy = clientOf(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(await proxy.client.call('clock', {})).toEqual({ isOk: false, failure: { code: 'unreachable' } });
});

it('gives up on an answer that does not come', async () => {
  const { client } = clientOf(
    (_, init) =>
      new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  );
  expect(await client.call('clock', {})).toEqual({ isOk: false, failure: { code: 'unreachable' } });
});

it('decodes a snapshot, asks with its ETag, and refuses one that is cut short', async () => {
  const bytes = encodeSnapshot({ seq: 7, at: 0, register: 1, stages: Uint8Array.of(1, 2), marks: Uint8Array.of(0, 1) });
  const { client, requests } = clientOf((_, init) =>
    new Headers(init.headers).get('if-none-match') === '"7"'
      ? new Response(null, { status: 304 })
      : new Response(bytes, { headers: { etag: '"7"' } }),
  );
  const first = await client.snapshot({ min: 5 });
  expect(first).toMatchObject({ isOk: true, value: { etag: '"7"', snapshot: { seq: 7 } } });
  expect(await client.snapshot({ etag: '"7"' })).toEqual({ isOk: true, value: 'unchanged' });
  expect(requests[0]?.url).toBe('/api/board/snapshot?min=5');
  const cut = clientOf(() => new Response(bytes.slice(0, 41)));
  expect(await cut.client.snapshot()).toEqual({ isOk: false, failure: { code: 'unreadable' } });
});

describe('a session that is over', () => {
  const refused = (code: string, headers: Record<string, string> = {}): Response =>
    Response.json({ code, traceId: 't1' }, { status: 401, headers });

  it('is told of, once, and from then on only what is public is asked', async () => {
    const told: string[] = [];
    const asked: string[] = [];
    const send = async (url: unknown): Promise<Response> => {
      asked.push(String(url));
      return refused('not-signed-in');
    };
    const session = { isOver: () => told.length > 0, onRefused: (code: string) => told.push(code) };
    const client = new HttpClient({ fetch: send, session });
    const over = { isOk: false, failure: { code: 'not-signed-in' } };
    expect(await client.call('clock', {})).toMatchObject(over);
    expect(await client.call('clock', {})).toEqual(over);
    expect(await client.snapshot()).toEqual(over);
    expect(await client.file('issueActivations', { body: { id: '', region: '' } })).toEqual(over);
    await client.call('signInOffer', {});
    expect(asked).toEqual(['/api/clock', '/api/session/offer']);
    expect(told[0]).toBe('not-signed-in');
  });

  it('is not over by a wrong password; how long to wait comes along', async () => {
    const told: string[] = [];
    const session = { isOver: () => false, onRefused: (code: string) => told.push(code) };
    const client = new HttpClient({ fetch: async () => refused('sign-in-refused', { 'retry-after': '7' }), session });
    const answer = await client.call('signIn', { body: { username: 'sri', password: 'x' } });
    expect(answer).toMatchObject({ isOk: false, failure: { code: 'sign-in-refused', retryAfterMs: 7000 } });
    expect(told).toEqual([]);
  });
});

it('hands over a file with its name, and tells how far it is', async () => {
  const headers = { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="aktivasi-3578.csv"' };
  const { client } = clientOf(() => new Response('tps,code\n', { headers }));
  const heard: number[] = [];
  const answer = await client.file('issueActivations', { body: { id: '', region: '' } }, (n) => heard.push(n));
  if (!answer.isOk) throw new Error(answer.failure.code);
  expect(answer.value.name).toBe('aktivasi-3578.csv');
  expect(await answer.value.blob.text()).toBe('tps,code\n');
  expect(heard).toEqual([9]);
});

it('sends bytes as they are', async () => {
  const sent: { url: string; init: RequestInit }[] = [];
  const kept = { sha256: 'a'.repeat(64), name: 'foto.jpg', mediaType: 'image/jpeg', bytes: 3 };
  const send = async (url: unknown, init?: RequestInit): Promise<Response> => {
    sent.push({ url: String(url), init: init ?? {} });
    return Response.json(kept, { status: 201 });
  };
  const client = new HttpClient({ fetch: send });
  const photo = new Blob([new Uint8Array([255, 216, 255])], { type: 'image/jpeg' });
  expect(await client.upload('keepAttachment', { query: { name: 'foto.jpg' } }, photo)).toEqual({
    isOk: true,
    value: kept,
  });
  expect(sent[0]).toMatchObject({
    url: '/api/attachments?name=foto.jpg',
    init: { method: 'POST', body: photo, headers: { 'content-type': 'application/octet-stream' } },
  });
});

it('tells how far an upload is, where it is watched and can be', async () => {
  const photo = new Blob(['foto']);
  const kept = { sha256: 'a'.repeat(64), name: 'foto.jpg', mediaType: 'image/jpeg', bytes: 4 };
  const told: number[] = [];
  const sends: string[] = [];
  const sendBy = (name: string, onProgress?: (bytes: number) => void) => (): Promise<Response> => {
    sends.push(name);
    onProgress?.(4);
    return Promise.resolve(Response.json(kept, { status: 201 }));
  };
  const client = new HttpClient({
    fetch: sendBy('fetch'),
    watchedFetch: (onProgress) => sendBy('watched', onProgress),
  });
  const query = { name: 'foto.jpg' };
  await client.upload('keepAttachment', { query, onProgress: (bytes) => told.push(bytes) }, photo);
  await client.upload('keepAttachment', { query }, photo);
  expect([sends, told]).toEqual([['watched', 'fetch'], [4]]);
});
