import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ServerSecrets } from './server-secrets';

export const DEVICE_COOKIE = 'posko_device';
/** Half a year: as long as an election season. */
export const DEVICE_COOKIE_SECONDS = 180 * 24 * 3600;

const ID_BYTES = 12;
const PROOF_BYTES = 16;
/** People who share a screen in the room; the one who was here longest ago makes room. */
const NAMES = 10;

/**
 * Knows a browser again that someone has signed in with. The cookie holds an id and a proof per name, made with a key of the
 * server; it opens nothing, it only spares its owner the queue that strangers stand in.
 */
@Injectable()
export class Devices {
  constructor(private readonly secrets: ServerSecrets) {}

  /** The device's id, if this person has signed in on it before; null for everyone else. */
  async known(cookie: string | undefined, name: string): Promise<string | null> {
    const { id, proofs } = read(cookie);
    if (id === '') return null;
    const proof = Buffer.from(await this.proofOf(id, name));
    const isKnown = proofs.some((given) => given.length === proof.length && timingSafeEqual(Buffer.from(given), proof));
    return isKnown ? id : null;
  }

  /** The cookie by which this person will be known here from now on; others who were stay so. */
  async with(cookie: string | undefined, name: string): Promise<string> {
    const { id: given, proofs } = read(cookie);
    const id = given === '' ? randomBytes(ID_BYTES).toString('base64url') : given;
    const proof = await this.proofOf(id, name);
    return [id, proof, ...proofs.filter((other) => other !== proof).slice(0, NAMES - 1)].join('.');
  }

  private async proofOf(id: string, name: string): Promise<string> {
    const key = await this.secrets.of('device');
    return createHmac('sha256', key).update(`${id}\n${name}`).digest().subarray(0, PROOF_BYTES).toString('base64url');
  }
}

const COOKIE = /^[\w-]{16}(\.[\w-]{22}){1,10}$/;

function read(cookie: string | undefined): { id: string; proofs: string[] } {
  if (cookie === undefined || !COOKIE.test(cookie)) return { id: '', proofs: [] };
  const [id = '', ...proofs] = cookie.split('.');
  return { id, proofs };
}
