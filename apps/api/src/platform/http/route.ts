import { ENDPOINTS } from '@posko/contracts';
import type { Endpoint } from '@posko/contracts';

/** The contract's path in the router's spelling: `{tpsCode}` becomes `:tpsCode`. */
export function routeOf(endpoint: Pick<Endpoint, 'path'>): string {
  return endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
}

const PATTERNS = Object.values(ENDPOINTS).map(({ path, method }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** True where the address is one of ours and only the method is not: that is a 405 and not a 404. */
export function isWrongMethod(method: string, url: string): boolean {
  const path = url.split('?')[0] ?? '';
  const methods = PATTERNS.filter(({ pattern }) => pattern.test(path)).map((route) => route.method as string);
  return methods.length > 0 && !methods.includes(method === 'HEAD' ? 'GET' : method);
}
