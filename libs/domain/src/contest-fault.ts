import { isPartyContest } from './contest';
import type { Contest } from './contest';
import { covers } from './person';

/** Why something that has the shape of a contest cannot be one, or null. */
export function contestFault(contest: Contest): string | null {
  const { regions, options } = contest;
  const ids = new Set(options.map(({ id }) => id));
  if (ids.size < options.length) return 'two options have one id';
  const within = regions.find((region, index) => regions.some((other, at) => at !== index && covers(other, region)));
  if (within !== undefined) return `${within} is in its area twice`;
  return isPartyContest(contest) ? partyFault(contest) : pairFault(contest);
}

function partyFault({ options }: Contest): string | null {
  const parties = new Set<string>();
  for (const { id, kind, party } of options) {
    if (kind === 'party') parties.add(id);
    else if (kind !== 'person') return `${id} is neither a party nor a candidate`;
    else if (party === null || !parties.has(party)) return `${id} stands before its party, or without one`;
  }
  return null;
}

function pairFault({ code, options }: Contest): string | null {
  const kinds = code === 'pdpd' ? ['person'] : ['paslon', 'kolomKosong'];
  const odd = options.find(({ kind, party }) => party !== null || !kinds.includes(kind));
  if (odd !== undefined) return `${odd.id} is no option of ${code}`;
  const empty = options.filter(({ kind }) => kind === 'kolomKosong').length;
  return empty > 0 && (empty > 1 || options.length !== 2) ? 'the empty box stands beside a single pair only' : null;
}
