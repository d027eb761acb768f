import { ENDPOINTS } from '@posko/contracts';
import { generateSync } from 'otplib';
import type { Pool } from 'undici';

/** Whom the drill speaks for. */
export interface Account {
  readonly username: string;
  readonly password: string;
  /** Key of the second factor (base32), where the role wants one. */
  readonly totp?: string | undefined;
}

const CREATED = 201;

/** A session kept over the whole drill: signed in before the first request, and again whenever the server has let it go. */
export class AccountSession {
  private cookie: Promise<string> | null = null;
  private held = '';

  constructor(
    private readonly pool: Pool,
    private readonly account: Account,
  ) {}

  /** Headers that say who asks. Throws where the server does not let this account in. */
  async headers(): Promise<Record<string, string>> {
    this.cookie ??= this.signIn(this.account);
    try {
      this.held = await this.cookie;
      return { cookie: this.held };
    } catch (error) {
      this.cookie = null;
      throw error;
    }
  }

  /** The server did not know the session any more: the next request signs in anew. True where that can help. */
  forget(used: Record<string, string>): boolean {
    const { cookie } = used;
    if (cookie === undefined) return false;
    if (this.held === cookie) this.cookie = null;
    return true;
  }

  private async signIn({ totp, ...account }: Account): Promise<string> {
    const code = totp === undefined ? {} : { code: generateSync({ secret: totp }) };
    const response = await this.pool.request({
      method: 'POST',
      path: ENDPOINTS.signIn.path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...account, ...code }),
    });
    const text = await response.body.text();
    if (response.statusCode !== CREATED) {
      throw new Error(`Signing in as ${account.username} was answered with ${response.statusCode}: ${codeOf(text)}`);
    }
    const cookies = [response.headers['set-cookie'] ?? []].flat();
    return cookies.map((line) => line.split(';')[0]).join('; ');
  }
}

function codeOf(text: string): string {
  try {
    return String((JSON.parse(text) as { code?: unknown }).code);
  } catch {
    return text.slice(0, 200);
  }
}
