import * as z from 'zod';

/** An instant on the wire: ISO 8601 with its offset, milliseconds kept. Years outside 2000 … 2099 are refused. */
export const Time = z.iso
  .datetime({ offset: true })
  .refine((text) => text.startsWith('20'), { message: 'must lie in the years 2000 to 2099' });
