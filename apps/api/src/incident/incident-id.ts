import * as z from 'zod';
import { ApiError } from '../platform/http/api-error';

/** An id that cannot be one is as unknown as one that nobody has. */
export function knownIncident(text: string): string {
  const parsed = z.uuid().safeParse(text);
  if (!parsed.success) throw new ApiError('incident-not-found');
  return parsed.data.toLowerCase();
}
