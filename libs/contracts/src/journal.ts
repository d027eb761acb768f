import * as z from 'zod';
import { Time } from './time';

export const JournalQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** One entry as stored: `body` is JSON text to the letter, because the hash covers it so. */
export const JournalRow = z.object({
  seq: z.int(),
  at: Time,
  kind: z.string(),
  subject: z.string(),
  commandId: z.string(),
  body: z.string(),
  hash: z.string(),
});
export type JournalRow = z.infer<typeof JournalRow>;

export const JournalResponse = z.object({
  head: z.int(),
  previousHash: z.string().describe('hash of the entry before the first one here'),
  entries: z.array(JournalRow),
});
export type JournalResponse = z.infer<typeof JournalResponse>;
