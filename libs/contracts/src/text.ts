import { FreeText } from '@posko/domain';
import * as z from 'zod';

export { FreeText };

/**
 * Made by the client, once per command: the same id never acts twice. Ids of version 8 are the server's own: it makes them from
 * what anyone can know, and whoever sent one first would keep the server from acting.
 */
export const CommandId = z
  .uuid()
  .toLowerCase()
  .refine((id) => id[14] !== '8', { message: 'must not be of version 8' });
