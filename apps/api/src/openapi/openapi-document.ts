import { ENDPOINTS, ERROR_STATUS, ErrorBody } from '@posko/contracts';
import type { Endpoint } from '@posko/contracts';
import { z } from 'zod';
import { VERSION } from '../platform/version';

/** OpenAPI 3.1 of every route, made from the contract; nothing here is written by hand twice. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(ENDPOINTS) as [string, Endpoint][]) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Posko', version: VERSION, description: 'Election operations data center: the api' },
    paths,
    components: {
      schemas: { Error: z.toJSONSchema(ErrorBody, { io: 'output' }) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'posko_session' } },
    },
    security: [{ session: [] }],
  };
}

function operation(name: string, endpoint: Endpoint): Record<string, unknown> {
  return {
    operationId: name,
    summary: endpoint.summary,
    parameters: [...pathParameters(endpoint.path), ...queryParameters(endpoint.query)],
    ...(endpoint.body === undefined ? {} : { requestBody: requestBody(endpoint.body) }),
    ...(endpoint.upload === undefined ? {} : { requestBody: { required: true, content: BYTES } }),
    ...(endpoint.access === 'public' ? { security: [] } : {}),
    responses: { ...success(endpoint), ...failures(endpoint) },
  };
}

function pathParameters(path: string): Record<string, unknown>[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): Record<string, unknown>[] {
  if (query === undefined) return [];
  const { properties } = z.toJSONSchema(query, { io: 'output' });
  return Object.entries(properties ?? {}).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function requestBody(body: z.ZodType): Record<string, unknown> {
  return { required: true, content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } } };
}

const BYTES = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };

function success({ response, created, summary }: Endpoint): Record<string, unknown> {
  if (response === 'redirect') return { '302': { description: summary } };
  const content =
    response === 'binary' ? BYTES : { 'application/json': { schema: z.toJSONSchema(response, { io: 'output' }) } };
  const answer = { description: summary, content };
  return created === undefined
    ? { '200': answer }
    : { '201': answer, '200': { ...answer, description: 'The same again: the first answer' } };
}

function failures({ errors }: Endpoint): Record<string, unknown> {
  const byStatus = new Map<number, string[]>();
  for (const code of errors) byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]),
  );
}
