import { Username } from '@posko/domain';

/** What a provider says of someone, as far as we ask. */
export interface ProviderClaims {
  readonly sub: string;
  readonly preferred_username?: unknown;
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly amr?: unknown;
}

/**
 * User names that the provider vouches for: its own name for the person, and with a `domain` what stands before it in an
 * address of that domain. Addresses of other domains, and unverified ones, say nothing.
 */
export function namesOf(claims: ProviderClaims, domain: string | undefined): string[] {
  const { preferred_username: preferred, email, email_verified: isVerified } = claims;
  const addresses = [preferred, isVerified === true ? email : undefined];
  const names = [preferred, ...addresses.map((address) => localPart(address, domain))];
  return [...new Set(names.flatMap((name) => Username.safeParse(name).data ?? []))];
}

function localPart(address: unknown, domain: string | undefined): string | undefined {
  if (domain === undefined || typeof address !== 'string') return undefined;
  const [local, host, ...rest] = address.toLowerCase().split('@');
  return host === domain.toLowerCase() && rest.length === 0 ? local : undefined;
}

/** How the person signed in there (RFC 8176): with several factors, or with a one-time password. */
const SECOND_FACTORS = ['mfa', 'otp'];

/** True where the provider says that it asked for a second factor. */
export function hasSecondFactor({ amr }: ProviderClaims): boolean {
  return Array.isArray(amr) && SECOND_FACTORS.some((factor) => amr.includes(factor));
}
