import { ENDPOINTS } from '@posko/contracts';
import type { Endpoint, EndpointName, ErrorCode } from '@posko/contracts';
import { Scope, may } from '@posko/domain';
import { routeOf } from '../../platform/http/route';
import type { RunningServer } from '../../server';
import { posting, request, signIn } from './small-server';
import type { Cookie } from './small-server';
import { SAMPLES } from './walk-samples';
import type { Asking } from './walk-samples';
import { STANDS } from './walk-world';
import type { Place, Side, Walker } from './walk-world';

type Verdict = 'allowed' | 'forbidden' | 'not-signed-in';

/** The register's root. */
export const ROOT = '35';
/** Refusals of the gate and of services; that a sign-in fails is another matter. */
const REFUSALS: ReadonlySet<unknown> = new Set<ErrorCode>(['forbidden', 'not-signed-in']);
/** As whom nobody's requests are made up. */
const NOBODY: Walker = { id: '', name: 'nobody', role: 'viewer', scope: Scope.parse(ROOT) };

export interface Step {
  readonly name: EndpointName;
  readonly side: Side;
  readonly place: Place;
}

/** Asks every endpoint as one person, or as nobody; notes what is not as the tables say, and what was refused. */
export class RouteWalk {
  readonly wrong: string[] = [];
  /** Routes, once for each refusal. */
  readonly refused: string[] = [];

  constructor(
    private readonly server: RunningServer,
    private readonly walker: Walker | null,
    private readonly cookie: Cookie | null,
  ) {}

  async step(step: Step): Promise<void> {
    const askings = SAMPLES[step.name].asking?.(step.place, this.walker ?? NOBODY) ?? {};
    for (const asking of 'length' in askings ? askings : [askings]) await this.ask(step, asking);
  }

  private async ask({ name, side, place }: Step, asking: Asking): Promise<void> {
    const as = await this.cookieFor(name);
    const response = await request(this.server, addressOf(name, asking), { ...initOf(name, asking), as });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const answer = isJson ? (JSON.parse(text) as { code?: unknown }) : {};
    const verdict = verdictOf(name, response.status, answer);
    if (REFUSALS.has(answer.code)) this.refused.push(routeNameOf(name));
    const expected = verdictFor(name, asking, { walker: this.walker, place });
    const at = `${name} ${side} ${JSON.stringify(asking.body ?? asking.query ?? '')}`;
    if (verdict !== expected) this.wrong.push(`${at}: ${verdict} instead of ${expected} ${text.slice(0, 200)}`);
    if (verdict === 'allowed' && this.tells(name, text)) this.wrong.push(`${at}: tells of what lies outside`);
  }

  private async cookieFor(name: EndpointName): Promise<Cookie | null> {
    const isSpent = SAMPLES[name].endsSession === true && this.walker !== null;
    return isSpent ? signIn(this.server, this.walker.role, this.walker.scope) : this.cookie;
  }

  /** Answers that hold only what lies in the scope must not name a place beyond it. */
  private tells(name: EndpointName, text: string): boolean {
    const { access }: Endpoint = ENDPOINTS[name];
    if (typeof access === 'string' || access.at !== 'scope' || this.walker?.scope !== STANDS) return false;
    return /"3578\d*"/.test(text);
  }
}

/** What the tables say, and nothing else: permission, place, scope. */
function verdictFor(
  name: EndpointName,
  asking: Asking,
  { walker, place }: { walker: Walker | null; place: Place },
): Verdict {
  const { access }: Endpoint = ENDPOINTS[name];
  if (access === 'public') return 'allowed';
  if (walker === null) return 'not-signed-in';
  const { isPlaceless, isForAccounts } = SAMPLES[name];
  if (access === 'session') return isForAccounts === true && walker.role === 'field' ? 'forbidden' : 'allowed';
  const { params = {}, query = {}, needs, also } = asking;
  const at = {
    root: ROOT,
    path: params['tpsCode'] ?? params['regionCode'],
    scope: query['region'] ?? query['place'],
    content: isPlaceless === true ? undefined : place.tps,
  }[access.at];
  const permissions = [access.permission, ...(needs === undefined ? [] : [needs])];
  const places = [at, ...(also === undefined ? [] : [also])];
  const isAllowed = permissions.every((permission) => places.every((one) => may(walker, permission, one)));
  return isAllowed ? 'allowed' : 'forbidden';
}

/** Refused means exactly that: 401 or 403 with our code. Allowed means that the request was understood and found its content. */
function verdictOf(name: EndpointName, status: number, answer: { code?: unknown }): string {
  const { access }: Endpoint = ENDPOINTS[name];
  const { isRefusedWithin } = SAMPLES[name];
  if (status === 401 && answer.code === 'not-signed-in') return 'not-signed-in' satisfies Verdict;
  if (status === 403 && answer.code === 'forbidden') return 'forbidden' satisfies Verdict;
  const isOpen = typeof access === 'string' && status < 500 && status !== 403;
  if (!isOpen && status >= 300 && status !== 409) return `${status} ${String(answer.code)}`;
  return (status < 300 && isRefusedWithin?.(answer) === true ? 'forbidden' : 'allowed') satisfies Verdict;
}

export function routeNameOf(name: EndpointName): string {
  return `${ENDPOINTS[name].method} ${routeOf(ENDPOINTS[name])}`;
}

function addressOf(name: EndpointName, { params = {}, query = {} }: Asking): string {
  const path = ENDPOINTS[name].path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? key);
  return `${path}?${new URLSearchParams(query).toString()}`;
}

function initOf(name: EndpointName, { body, bytes }: Asking): RequestInit {
  const { method } = ENDPOINTS[name];
  const init = { method, redirect: 'manual' } as const;
  if (bytes !== undefined) return { ...init, body: new Uint8Array(bytes) };
  return method === 'GET' || method === 'DELETE' ? init : { ...posting(body ?? {}), ...init };
}
