import { CONTEST_CODES, ContestCode, ContestId } from '@posko/domain';
import { InvalidArgumentError } from 'commander';

/** What `--contest` says of itself. */
export const CONTEST_HELP = `${CONTEST_CODES.join(', ')}, or an id such as pkwkp-35`;

/** A contest's id, or its code for all areas together. */
export function parseContestName(text: string): string {
  if (ContestId.safeParse(text).success || ContestCode.safeParse(text).success) return text;
  throw new InvalidArgumentError(`Known are ${CONTEST_CODES.join(', ')}, alone or with an area.`);
}

/** The code of either. */
export function parseContestCode(text: string): ContestCode {
  return ContestCode.parse(parseContestName(text).split('-')[0]);
}
