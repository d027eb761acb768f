import { describe, expect, it } from '@jest/globals';
import type { ErrorBody } from '@posko/contracts';
import { nextCommandId, report, smallTpsCode } from '@posko/testing';
import fc from 'fast-check';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { START_SEQ, endServersAfterEach, post, send, startSmall } from './testing/small-server';

const path = `/api/tps/${smallTpsCode(0)}/reports`;

describe('bad input', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<RunningServer> => {
    await database.empty();
    return (await startSmall(database.url())).server;
  };
  const head = async (server: RunningServer): Promise<number> =>
    (await send<{ head: number }>(server, '/api/journal')).body.head;

  it.each([
    ['a missing id', { ...report(), id: undefined }, 'id'],
    ['an id that is no UUID', { ...report(), id: '17' }, 'id'],
    ['an unknown stage', { ...report(), stage: 'done' }, 'stage'],
    ['a stage that no crew reports', { ...report(), stage: 'published' }, 'stage'],
    ['a time without offset', { ...report(), occurredAt: '2024-11-27T07:00:00' }, 'occurredAt'],
    ['a time that is none', { ...report(), occurredAt: '2024-13-45T07:00:00Z' }, 'occurredAt'],
    ['a time of another century', { ...report(), occurredAt: '0001-01-01T00:00:00Z' }, 'occurredAt'],
    ['a turnout in words', { ...report(), turnout: '301' }, 'turnout'],
    ['a turnout below zero', { ...report(), turnout: -1 }, 'turnout'],
    ['a turnout with a fraction', { ...report(), turnout: 1.5 }, 'turnout'],
    ['a huge turnout', { ...report(), turnout: 1e308 }, 'turnout'],
    ['a note with a zero byte', { ...report(), note: 'a\u0000b' }, 'note'],
    ['half a character', { ...report(), note: 'a\ud800' }, 'note'],
    ['a note without end', { ...report(), note: 'x'.repeat(2001) }, 'note'],
    ['an unknown field', { ...report(), stagee: 'open' }, 'stagee'],
    ['a list', [report()], ''],
    ['nothing', 'null', ''],
    ['broken JSON', '{"id": ', ''],
    ['wrong UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), ''],
    ['a poisoned prototype', '{"__proto__": {"a": 1}}', ''],
  ])('%s is refused with its path, and changes nothing', async (_name, body, field) => {
    const server = await start();
    const answer = await post<ErrorBody>(server, path, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    expect(answer.body.params?.issues?.[0]?.path).toBe(field);
    expect(answer.body.traceId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await head(server)).toBe(START_SEQ);
  });

  it('too large, of another type, or to nowhere has its own code', async () => {
    const server = await start();
    const large = await post<ErrorBody>(server, path, JSON.stringify({ note: 'x'.repeat(70_000) }));
    expect([large.status, large.body.code]).toEqual([413, 'payload-too-large']);
    const form = await send<ErrorBody>(server, path, { method: 'POST', body: new URLSearchParams({ stage: 'open' }) });
    expect([form.status, form.body.code]).toEqual([415, 'unsupported-media-type']);
    const empty = await send<ErrorBody>(server, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect([empty.status, empty.body.code]).toEqual([400, 'invalid-request']);
    for (const code of ['3501012001999', '1', 'abc', '35010120010010', "'; DROP TABLE tps;--", '%E0%A4%A']) {
      const unknown = await post<ErrorBody>(server, `/api/tps/${code}/reports`, report());
      expect([code, unknown.status]).toEqual([code, code.startsWith('%') ? 400 : 404]);
    }
    expect(await head(server)).toBe(START_SEQ);
  });

  it('in addresses and queries gets a clear answer', async () => {
    const server = await start();
    const expected: [string, number, string][] = [
      ['/api/board/99', 404, 'region-not-found'],
      ['/api/board/xyz', 400, 'invalid-request'],
      ['/api/board/35/overdue?limit=0', 400, 'invalid-request'],
      ['/api/board/35/overdue?limit=abc', 400, 'invalid-request'],
      ['/api/board/357801/trend', 404, 'region-not-found'],
      ['/api/board/snapshot?min=x', 400, 'invalid-request'],
      ['/api/journal?after=-1', 400, 'invalid-request'],
      ['/api/journal?limit=5000', 400, 'invalid-request'],
      ['/api/tps/3501', 404, 'tps-not-found'],
      ['/api/nothing', 404, 'not-found'],
      ['/api/board/%ff', 400, 'invalid-request'],
      ['/api/receipts/%e0%a4%a', 400, 'invalid-request'],
      [`/api/receipts/${'x'.repeat(300)}`, 400, 'invalid-request'],
      [`/api/tps/${smallTpsCode(0)}/reports`, 405, 'method-not-allowed'],
    ];
    for (const [address, status, code] of expected) {
      const answer = await send<ErrorBody>(server, address);
      expect([address, answer.status, answer.body.code]).toEqual([address, status, code]);
    }
  });

  it('in the method is told from an unknown address, and says which parameter is wrong', async () => {
    const server = await start();
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await send<ErrorBody>(server, '/api/board', { method });
      expect([method, answer.status, answer.body.code]).toEqual([method, 405, 'method-not-allowed']);
    }
    const { body } = await send<ErrorBody>(server, '/api/board/xyz');
    expect(body.params?.issues?.[0]?.path).toBe('regionCode');
  });

  it('of any shape is a 4xx and never a 5xx', async () => {
    const server = await start();
    const fields = { id: fc.constant(nextCommandId()), stage: fc.jsonValue(), occurredAt: fc.jsonValue() };
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.record(fields), fc.string()), async (body) => {
        const { status } = await post(server, path, typeof body === 'string' ? body : JSON.stringify(body));
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 150, seed: 20241127 },
    );
    expect(await head(server)).toBe(START_SEQ);
  });
});
