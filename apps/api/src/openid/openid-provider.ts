import { Inject, Injectable } from '@nestjs/common';
import type * as OpenIdClient from 'openid-client';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { OpenIdOptions, ServerOptions } from '../platform/config';
import type { ProviderClaims } from './openid-person';
import type { OpenIdState } from './sealed-state';

/** A provider that does not answer must not keep a browser waiting. */
const TIMEOUT_SECONDS = 5;
/** What the provider says of itself is asked anew after this. */
const CONFIGURATION_MS = 60 * 60_000;
/** Time a person has to sign in there. */
const STATE_MS = 10 * 60_000;
const SCOPE = 'openid profile email';

export const CALLBACK_PATH = '/api/session/openid/callback';

/** Whom the provider vouches for; `sub` is unique within `issuer`. */
export interface Vouched {
  readonly issuer: string;
  readonly claims: ProviderClaims;
}

/** Loaded with the first person who comes this way: most offices have no provider, and a start should not wait for it. */
const library = (): Promise<typeof OpenIdClient> => import('openid-client');

interface Held {
  readonly configuration: Promise<OpenIdClient.Configuration>;
  readonly until: number;
}

/** The office's identity provider. It is asked when someone comes with it, never at the start: Posko runs without it. */
@Injectable()
export class OpenIdProvider {
  readonly options: OpenIdOptions | undefined;
  private readonly publicUrl: string;
  private held: Held | null = null;

  constructor(
    @Inject(SERVER_OPTIONS) { openid, publicUrl }: ServerOptions,
    private readonly clock: ClockService,
  ) {
    this.options = publicUrl === undefined ? undefined : openid;
    this.publicUrl = publicUrl ?? '';
  }

  /** Where to send a browser, and what to remember until it comes back. Throws if the provider cannot be reached. */
  async begin(): Promise<{ url: URL; state: OpenIdState }> {
    const [client, configuration] = await Promise.all([library(), this.configuration()]);
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.publicUrl + CALLBACK_PATH,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url, state: { state, nonce, verifier, until: this.clock.realNow() + STATE_MS } };
  }

  /** Redeems what the browser brought back. Throws on whatever is not in order. `path` is with the query. */
  async finish(path: string, { state, nonce, verifier }: OpenIdState): Promise<Vouched> {
    const [client, configuration] = await Promise.all([library(), this.configuration()]);
    const tokens = await client.authorizationCodeGrant(configuration, new URL(path, this.publicUrl), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('The provider sent no identity');
    // Many providers keep the identity short and tell names only when asked.
    const isNamed = claims['preferred_username'] !== undefined || claims['email'] !== undefined;
    const isTold = isNamed || configuration.serverMetadata().userinfo_endpoint === undefined;
    const info = isTold ? {} : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return { issuer: claims.iss, claims: { ...info, ...claims } };
  }

  /** The provider's description of itself; asked once, and again after a failure. */
  private configuration(): Promise<OpenIdClient.Configuration> {
    const now = this.clock.realNow();
    if (this.held !== null && this.held.until > now) return this.held.configuration;
    const configuration = this.discover();
    const held = { configuration, until: now + CONFIGURATION_MS };
    this.held = held;
    configuration.catch(() => {
      if (this.held === held) this.held = null;
    });
    return configuration;
  }

  private async discover(): Promise<OpenIdClient.Configuration> {
    if (this.options === undefined) throw new Error('No identity provider is set');
    const client = await library();
    const issuer = new URL(this.options.issuer);
    const { clientId, clientSecret } = this.options;
    // The settings let through plain http on this machine only.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so as a warning; a provider on loopback has no TLS
    const onLoopback = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    const execute = [client.enableNonRepudiationChecks, ...onLoopback];
    return client.discovery(issuer, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS });
  }
}
