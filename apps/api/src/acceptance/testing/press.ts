import type { QuickCountRequest } from '@posko/contracts';
import { SMALL_CONTESTS } from '@posko/testing';

/** What an institute says of a contest of the small register: the first option 55 %, the others the rest in equal parts. */
export function quickCountOf(contest: string, first = 55): Omit<QuickCountRequest, 'id'> {
  const options = SMALL_CONTESTS.find(({ id }) => id === contest)?.options ?? [];
  const other = (100 - first) / Math.max(1, options.length - 1);
  const shares = options.map(({ id }, index) => [id, index === 0 ? first : Math.round(other * 100) / 100] as const);
  return {
    institute: 'Lembaga Hitung Nusantara',
    at: '2024-11-27T17:30:00+07:00',
    sample: 400,
    margin: 1.5,
    shares: Object.fromEntries(shares),
  };
}
