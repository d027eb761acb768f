/** JSON as text, key by key, where the order of keys and the look of a number matter to whoever reads it. */
export type JsonText = string & { readonly json: true };

export function text(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText;
}

/** Keys in the order given, also those that look like numbers. */
export function object(entries: Iterable<readonly [key: string, value: JsonText]>): JsonText {
  const parts: string[] = [];
  for (const [key, value] of entries) parts.push(`${JSON.stringify(key)}:${value}`);
  return `{${parts.join(',')}}` as JsonText;
}

/** Percent with at most two decimals and at least one, as Sirekap writes them: `99.12`, `100.0`. */
export function percent(part: number, whole: number): JsonText {
  const hundredths = whole === 0 ? 0 : Math.round((part * 10_000) / whole);
  const rest = String(hundredths % 100).padStart(2, '0');
  return `${Math.floor(hundredths / 100)}.${rest.endsWith('0') ? rest.slice(0, 1) : rest}` as JsonText;
}
