import type { Actor } from '@posko/domain';
import type { SignedIn } from '../platform/access/signed-in';
import type { Visitor } from '../platform/access/visitor';

/** Someone signed in who changes how they sign in. */
export interface Self {
  readonly signedIn: SignedIn;
  readonly actor: Actor;
  readonly visitor: Visitor;
}
