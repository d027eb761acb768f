import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import type { LightMyRequestResponse } from 'fastify';
import { EncodedBody, encodingFor, isKnown } from './encoded-body';

const TEXT = JSON.stringify({ rows: Array.from({ length: 200 }, (_, i) => i) });
const body = new EncodedBody('"7"', 'application/json; charset=utf-8', Buffer.from(TEXT));

async function ask(headers: Record<string, string>): Promise<LightMyRequestResponse> {
  const fastify = Fastify();
  fastify.get('/', (request, reply) => {
    body.send(request.headers, reply);
  });
  const answer = await fastify.inject({ url: '/', headers });
  await fastify.close();
  return answer;
}

describe('EncodedBody', () => {
  it('comes plain, as gzip or as Brotli, as the client takes it', async () => {
    const plain = await ask({});
    expect([plain.body, plain.headers['content-encoding'], plain.headers.vary]).toEqual([
      TEXT,
      undefined,
      'Accept-Encoding',
    ]);
    const gzip = await ask({ 'accept-encoding': 'gzip, deflate' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(TEXT);
    const brotli = await ask({ 'accept-encoding': 'gzip, deflate, br;q=1.0' });
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(TEXT);
  });

  it('is compressed once per encoding', () => {
    expect(body.as('br')).toBe(body.as('br'));
    expect(body.as('gzip')).toBe(body.as('gzip'));
  });

  it('is not sent to whoever has it', async () => {
    const known = await ask({ 'if-none-match': '"7"' });
    expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', '"7"']);
    expect((await ask({ 'if-none-match': '"6"' })).statusCode).toBe(200);
  });
});

describe('isKnown', () => {
  it('reads lists, weak tags and the star', () => {
    expect(['"7"', 'W/"7"', '"6", "7"', '*'].map((header) => isKnown(header, '"7"'))).toEqual([true, true, true, true]);
    expect(['', '7', '"77"', '"6"'].map((header) => isKnown(header, '"7"'))).toEqual([false, false, false, false]);
  });
});

describe('encodingFor', () => {
  it.each([
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['br, gzip', 'br'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['gzip;q=0', 'identity'],
    ['brotli', 'identity'],
  ])('takes %j as %s', (accept, encoding) => {
    expect(encodingFor(accept)).toBe(encoding);
  });
});
