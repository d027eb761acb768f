import type { ReadingSource, ResultState, SETTLEMENTS } from '@posko/domain';
import { resultEn } from './result-en';
import { resultId } from './result-id';

/** Every state, settlement and source has its word: a new one without one does not compile. */
type Needed =
  | `result.state.${ResultState}`
  | `result.stateHint.${ResultState}`
  | `result.settlement.${(typeof SETTLEMENTS)[number]}`
  | `result.source.${ReadingSource}`;

/** The states of a result, and the page of one. */
export const resultMessages = {
  id: resultId satisfies Record<Needed, string>,
  en: resultEn,
};
