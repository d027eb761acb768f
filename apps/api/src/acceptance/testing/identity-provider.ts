import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

export const CLIENT = { clientId: 'posko', clientSecret: 'a secret between posko and its provider', name: 'Kantor' };

/** Who signs in at the provider, and how it says that they did. */
export interface ProviderPerson {
  readonly sub: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly amr?: readonly string[];
}

const INTERACTION = '/interaction/';

/** A real OpenID provider on a loopback port. Whoever comes to its sign-in page is the person set, or turns back. */
export class IdentityProvider {
  /** Who the next browser is; null: someone who cancels. */
  person: ProviderPerson | null = null;

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** `callback`: where Posko wants browsers sent back to. */
  static async start(callback: string, port = 0): Promise<IdentityProvider> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const self = new IdentityProvider(issuer, server);
    const provider = new Provider(issuer, self.configuration(callback));
    const answer = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith(INTERACTION) === true) void self.interact(provider, request, response);
      else void answer(request, response);
    });
    return self;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private configuration(callback: string): Configuration {
    const { clientId, clientSecret } = CLIENT;
    return {
      clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
      claims: { openid: ['sub', 'amr'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
      cookies: { keys: ['of this test only'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => INTERACTION + uid },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ sub, ...(this.person?.sub === sub ? this.person.claims : {}) }),
      }),
      // Everyone agrees to tell Posko who they are.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    };
  }

  private async interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { person } = this;
    const result =
      person === null
        ? { error: 'access_denied', error_description: 'The person turned back' }
        : { login: { accountId: person.sub, amr: [...(person.amr ?? ['pwd'])], remember: false } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
}
