import type { ErrorBody, SessionResponse } from '@posko/contracts';

/** Someone who signs in over HTTP, and the cookie that they then hold. */
export interface Entered {
  readonly status: number;
  readonly body: SessionResponse & ErrorBody;
  readonly cookie: string;
  readonly setCookie: string;
}

export async function enter(url: string, path: string, body: object): Promise<Entered> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const lines = response.headers.getSetCookie();
  return {
    status: response.status,
    body: (await response.json()) as SessionResponse & ErrorBody,
    cookie: lines.map((line) => line.split(';')[0]).join('; '),
    setCookie: lines.join('\n'),
  };
}

export function signIn(url: string, who: { username: string; password: string; code?: string }): Promise<Entered> {
  return enter(url, '/api/session', who);
}
