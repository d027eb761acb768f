import { CLIENT_EVENTS, ENDPOINTS, ERROR_STATUS, PUBLISHED_FILES, SERVER_EVENTS } from '@posko/contracts';
import type { Endpoint } from '@posko/contracts';
import { JOURNAL_BODIES, MARKS, STAGES } from '@posko/domain';
import { z } from 'zod';

/** Where the golden file lies, from the root of the repository. */
export const CONTRACTS_FILE = 'docs/contracts.json';

type Direction = 'input' | 'output';

/** What zod cannot say as JSON Schema (a transform's result) shows as the empty schema, and its input is checked instead. */
const schemaOf = (schema: z.ZodType, io: Direction): unknown => z.toJSONSchema(schema, { io, unrepresentable: 'any' });

const schemasOf = (schemas: Record<string, z.ZodType>, io: Direction): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaOf(schema, io)]));

function describeEndpoint(endpoint: Endpoint): unknown {
  const { method, path, access, query, body, response, created, errors } = endpoint;
  return {
    route: `${method} ${path}`,
    access,
    ...(query && { query: schemaOf(query, 'input') }),
    ...(body && { body: schemaOf(body, 'input') }),
    status: created ? 201 : 200,
    response: typeof response === 'string' ? response : schemaOf(response, 'output'),
    errors,
  };
}

/**
 * Everything that crosses a wire or is kept for ever, as the text of the golden file: a change of a contract shows in review
 * as a change of this file.
 */
export function contractsText(): string {
  const endpoints = Object.entries(ENDPOINTS).map(([name, endpoint]) => [name, describeEndpoint(endpoint)]);
  const golden = {
    stages: STAGES,
    marks: MARKS,
    errors: ERROR_STATUS,
    endpoints: Object.fromEntries(endpoints) as unknown,
    serverEvents: schemasOf(SERVER_EVENTS, 'output'),
    clientEvents: schemasOf(CLIENT_EVENTS, 'input'),
    journal: schemasOf(JOURNAL_BODIES, 'output'),
    published: schemasOf(PUBLISHED_FILES, 'output'),
  };
  return `${JSON.stringify(golden, null, 2)}\n`;
}
