import type { Endpoint } from '@posko/contracts';

/** The contract's path in the router's spelling: `{tpsCode}` becomes `:tpsCode`. */
export function routeOf(endpoint: Pick<Endpoint, 'path'>): string {
  return endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
}
