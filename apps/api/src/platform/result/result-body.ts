import { differencesOf } from '@posko/domain';
import type { CHasil, Reading, Result } from '@posko/domain';

/** A reading as it is stored: without its form where that is the one that counts, which stands beside it. */
export type StoredReading = Omit<Reading, 'form'> & { readonly form?: CHasil };

/** A result as its row holds it. Forms are most of it, and two that agree are the same one. */
export type ResultBody = Omit<Result, 'readings'> & { readonly readings: readonly StoredReading[] };

export function packed(result: Result): ResultBody {
  const counts = result.form;
  if (counts === null) return result;
  const readings = result.readings.map(({ form, ...reading }): StoredReading => {
    return form === counts || differencesOf(form, counts).length === 0 ? reading : { ...reading, form };
  });
  return { ...result, readings };
}

export function unpacked(body: ResultBody): Result {
  const readings = body.readings.flatMap(({ form = body.form, ...reading }): Reading[] =>
    form === null ? [] : [{ ...reading, form }],
  );
  return { ...body, readings };
}
