import { PASSWORD_MIN_LENGTH } from '@posko/domain';

/** Longer than this is worth a good word. */
const GOOD_LENGTH = PASSWORD_MIN_LENGTH + 4;

/** What there is to say of a password of so many characters: length is what counts, there are no rules about characters. */
export function lengthWord(length: number): 'none' | 'short' | 'enough' | 'good' {
  if (length === 0) return 'none';
  if (length < PASSWORD_MIN_LENGTH) return 'short';
  return length < GOOD_LENGTH ? 'enough' : 'good';
}
