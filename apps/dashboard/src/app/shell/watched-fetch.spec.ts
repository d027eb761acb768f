/** XMLHttpRequest is the spec’s own; Response and Headers are those of Node, which a test’s document lacks.
 * @jest-environment node
 */
import { watchedFetch } from './watched-fetch';

/** A request in the hand of the spec. */
class FakeRequest {
  static last: FakeRequest;
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  readonly sent: { method?: string; address?: string; headers: Record<string, string>; body?: unknown } = {
    headers: {},
  };
  status = 0;
  responseText = '';
  isAborted = false;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;

  constructor() {
    FakeRequest.last = this;
  }

  open(method: string, address: string): void {
    Object.assign(this.sent, { method, address });
  }

  setRequestHeader(name: string, value: string): void {
    this.sent.headers[name] = value;
  }

  getAllResponseHeaders(): string {
    return 'content-type: application/json\r\nretry-after: 7\r\n';
  }

  send(body: unknown): void {
    this.sent.body = body;
  }

  abort(): void {
    this.isAborted = true;
    this.onabort?.();
  }
}

const original = globalThis.XMLHttpRequest;
let told: number[];
let abort: AbortController;

beforeEach(() => {
  Object.assign(globalThis, { XMLHttpRequest: FakeRequest });
  told = [];
  abort = new AbortController();
});
afterEach(() => Object.assign(globalThis, { XMLHttpRequest: original }));

function upload(): Promise<Response> {
  const headers = { 'content-type': 'application/octet-stream' };
  const fetching = watchedFetch((bytes) => told.push(bytes));
  return fetching('/api/evidence', { method: 'POST', headers, body: 'foto', signal: abort.signal });
}

it('tells how far a body is, and answers as fetch does', async () => {
  const answer = upload();
  const { last } = FakeRequest;
  expect(last.sent).toEqual({
    ...{ method: 'POST', address: '/api/evidence', body: 'foto' },
    headers: { 'content-type': 'application/octet-stream' },
  });
  for (const loaded of [2, 4]) last.upload.onprogress?.({ loaded });
  Object.assign(last, { status: 201, responseText: '{"seq":5}' });
  last.onload?.();
  const response = await answer;
  expect(told).toEqual([2, 4]);
  expect([response.status, response.ok, response.headers.get('retry-after')]).toEqual([201, true, '7']);
  expect(await response.json()).toEqual({ seq: 5 });
});

it('fails where the line breaks, and where it is called off', async () => {
  const broken = upload();
  FakeRequest.last.onerror?.();
  await expect(broken).rejects.toThrow('did not get through');
  const dropped = upload();
  abort.abort();
  await expect(dropped).rejects.toThrow();
  expect(FakeRequest.last.isAborted).toBe(true);
});
