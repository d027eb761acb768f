import * as z from 'zod';

/** Free text: no control characters but line feed and tab, whole Unicode, so that it can be stored and shown as typed. */
export const FreeText = z
  .string()
  .trim()
  .max(2000)
  // eslint-disable-next-line no-control-regex -- these are the characters to refuse
  .refine((text) => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), { message: 'must not hold control characters' })
  .refine((text) => text.isWellFormed(), { message: 'must be whole Unicode' });
