import type { RecapFault, RecapStatus } from '@posko/domain';
import { recapEn } from './recap-en';
import { recapId } from './recap-id';

/** Every status and fault has its words: a new one without them does not compile. */
type Needed = `recap.status.${RecapStatus}` | `recap.fault.${RecapFault}`;

/** Plenaries and their D.Hasil. */
export const recapMessages = {
  id: recapId satisfies Record<Needed, string>,
  en: recapEn,
};
