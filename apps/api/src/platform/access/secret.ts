import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
/** Base64 of 32 bytes, URL-safe, without padding. */
const TOKEN_LENGTH = 43;

/** A secret that nobody can guess, for cookies and links. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** True where the text may be a token at all; spares the database whatever is not. */
export function isToken(text: string | undefined): text is string {
  return text?.length === TOKEN_LENGTH;
}

/** What is kept of a token: it is random, so a plain hash of it is as good as a slow one. */
export function sha256(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
