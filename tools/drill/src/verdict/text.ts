import type { Percentiles } from '../run/ledger';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

export const format = (value: number): string => number.format(value);

export function percentiles(name: string, values: Percentiles | null): string {
  if (values === null) return `${name}: none`;
  return `${name}: p50 ${format(values.p50)} · p90 ${format(values.p90)} · p99 ${format(values.p99)} · max ${format(values.max)} ms`;
}

/** What was refused by its code, with the first few cases. */
export interface RefusedCount {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly string[];
}

export function refusedText(refused: readonly RefusedCount[]): string[] {
  return refused.map(({ code, count, examples }) => `  ${code}: ${format(count)} (${examples.join(', ')})`);
}
