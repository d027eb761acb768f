import type { UserAnswer } from '@posko/contracts';
import { invitationPath } from '../platform/access/invitation-link';
import { newToken, sha256 } from '../platform/access/secret';

/** A weekend and a day: long enough to reach people, short enough for a link that lies in a chat. Real time. */
const INVITATION_MS = 72 * 3_600_000;

/** A link that is told once; what is kept is its hash. */
export interface NewInvitation {
  readonly path: string;
  readonly hash: Buffer;
  readonly endsAt: number;
}

export function newInvitation(now: number): NewInvitation {
  const token = newToken();
  return { path: invitationPath(token), hash: sha256(token), endsAt: now + INVITATION_MS };
}

export function invitationOf({ path, endsAt }: NewInvitation): NonNullable<UserAnswer['invitation']> {
  return { path, endsAt: new Date(endsAt).toISOString() };
}
