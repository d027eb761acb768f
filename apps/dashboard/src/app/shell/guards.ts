import { inject } from '@angular/core';
import { RedirectCommand, Router } from '@angular/router';
import type { CanActivateFn } from '@angular/router';
import type { Permission } from '@posko/domain';
import { SessionStore } from './session-store';

/**
 * Lets in whoever has signed in, all steps of it; sends others there, and afterwards back. What may be done is the server's to
 * decide: guards only spare people a page full of refusals.
 */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  await session.known();
  const next = state.url === '/' ? {} : { next: state.url };
  if (session.state() !== 'in') return router.createUrlTree(['/sign-in'], { queryParams: next });
  if (session.pending() !== null) return router.createUrlTree(['/sign-in/finish'], { queryParams: next });
  return true;
};

/** Lets in whoever has the permission somewhere; a crew goes to its own page, others are told that they may not. */
export function permitted(permission: Permission): CanActivateFn {
  return async () => {
    const session = inject(SessionStore);
    const router = inject(Router);
    await session.known();
    if (session.may(permission)) return true;
    if (session.person()?.role === 'field') return router.createUrlTree(['/field']);
    return new RedirectCommand(router.createUrlTree(['/refused']), { skipLocationChange: true });
  };
}

/** Where to go after signing in: the page that was wanted, if it is one of ours. */
export function pageAfter(next: string | undefined, home: string): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : home;
}
