/**
 * Splits a whole number over weights by largest remainder; the parts add up to `total` exactly. Ties go to the earlier
 * weight, so the result is the same everywhere. Weights that are all zero count as equal.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const effective = sum > 0 ? weights : weights.map(() => 1);
  const whole = sum > 0 ? sum : weights.length;
  const parts = effective.map((weight) => Math.floor((total * weight) / whole));
  const remainders = effective.map((weight, index) => ({ index, rest: (total * weight) % whole }));
  remainders.sort((a, b) => b.rest - a.rest || a.index - b.index);
  const missing = total - parts.reduce((a, b) => a + b, 0);
  for (const { index } of remainders.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
