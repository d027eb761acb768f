import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import * as z from 'zod';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What one try to sign in at the provider has to remember until the browser comes back. */
const OpenIdState = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });
export type OpenIdState = z.infer<typeof OpenIdState>;

/**
 * Keeps the state of a try in the browser itself, sealed: any instance can take it up, and nothing is stored for whoever never
 * comes back. The key follows from the secret that all instances share with the provider.
 */
export class StateSeal {
  private readonly key: Buffer;

  constructor(clientSecret: string) {
    this.key = Buffer.from(hkdfSync('sha256', clientSecret, '', 'posko openid state', KEY_BYTES));
  }

  seal(state: OpenIdState): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(state), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The state, or null if it was not sealed by us or its time is over at `now`. */
  open(text: string | undefined, now: number): OpenIdState | null {
    const bytes = Buffer.from(text ?? '', 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const sealed = bytes.subarray(IV_BYTES + TAG_BYTES);
      const opened = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
      const state = OpenIdState.parse(JSON.parse(opened));
      return state.until > now ? state : null;
    } catch {
      return null;
    }
  }
}
