const KILO = 1024;

/** A size as people read it: `980 B`, `12,3 KB`, `1,8 MB`. */
export function sizeText(bytes: number, number: (value: number, digits: number) => string): string {
  if (bytes < KILO) return `${number(bytes, 0)} B`;
  if (bytes < KILO * KILO) return `${number(bytes / KILO, 1)} KB`;
  return `${number(bytes / KILO / KILO, 1)} MB`;
}
