import { createHash, createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ACTIVATION_CODE_BYTES, activationCodeOf } from '@posko/domain';

/** Codes made between two breaths: reports and sockets are served by the same thread. */
const SLICE = 1000;

/** The code of each TPS, from the key of the issue: the same key gives the same codes. */
export async function codesOf(key: Buffer, tpsCodes: readonly string[]): Promise<string[]> {
  const codes: string[] = [];
  for (const [index, tps] of tpsCodes.entries()) {
    codes.push(activationCodeOf(createHmac('sha256', key).update(tps).digest().subarray(0, ACTIVATION_CODE_BYTES)));
    if (index % SLICE === SLICE - 1) await setImmediate();
  }
  return codes;
}

/** What is kept of a code. It belongs to its TPS, so no table of hashes made in advance fits. */
export function codeHash(tps: string, code: string): string {
  return createHash('sha256').update(`${tps} ${code}`).digest('hex');
}
