import * as z from 'zod';

export const HealthResponse = z.object({
  status: z.enum(['ok', 'starting', 'down']),
  seq: z.int().optional(),
  version: z.string(),
});
export type HealthResponse = z.infer<typeof HealthResponse>;
