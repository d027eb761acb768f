import type { Browser, BrowserContext, Page } from 'playwright-core';
import { BROWSER_VARIABLE, launch } from './browser';
import type { Member } from './people';

/** Screen sizes of style and issue: the wall and a phone. */
export const SIZES = { wall: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } } as const;
export type Size = keyof typeof SIZES;
export type Scheme = 'light' | 'dark';

/** Path of the browser, or null where this machine has none. */
export function browserPath(): string | null {
  const path = process.env[BROWSER_VARIABLE] ?? '';
  return path === '' ? null : path;
}

/** Opens the browser that global set-up found. */
export function openBrowser(): Promise<Browser> {
  const path = browserPath();
  if (path === null) throw new Error('There is no browser');
  return launch(path);
}

export interface VisitOptions {
  readonly size?: Size;
  readonly scheme?: Scheme;
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Pages that work without a connection bring a worker for it; those of the room have none. */
  readonly hasWorker?: boolean;
  /** What the browser kept of an earlier visit. */
  readonly kept?: Kept;
  /** Errors on the console that this visit is about: a server that is away, an address that leads nowhere. */
  readonly expects?: readonly RegExp[];
}

/** Cookies and storage. */
export type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The server is away: nothing but that may be said about it. */
export const AWAY =
  /net::ERR_CONNECTION_REFUSED|net::ERR_CONNECTION_RESET|net::ERR_SOCKET_NOT_CONNECTED|^WebSocket connection/;
/** What was asked for is not there. */
export const NOT_THERE = /status of 404 /;

/** Whoever comes asks first who they are; without a session that is answered with 401, which the browser calls an error. */
const FIRST_QUESTION = /status of 401 .*\/api\/session$/;

/**
 * Somebody at a screen. Everything that must never happen while they look is collected in `faults`: a request to anyone
 * else, a breach of the content security policy, an error that nobody caught or that the console shows.
 */
export class Visitor {
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly home: string,
    private readonly expects: readonly RegExp[],
  ) {}

  static async arrive(browser: Browser, home: string, options: VisitOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: SIZES[options.size ?? 'wall'],
      colorScheme: options.scheme ?? 'light',
      reducedMotion: options.reducedMotion ?? 'reduce',
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      serviceWorkers: options.hasWorker === true ? 'allow' : 'block',
      ...(options.kept === undefined ? {} : { storageState: options.kept }),
    });
    context.setDefaultTimeout(15_000);
    const expects = [FIRST_QUESTION, ...(options.expects ?? [])];
    const visitor = new Visitor(await context.newPage(), context, home, expects);
    await visitor.watch();
    return visitor;
  }

  private async watch(): Promise<void> {
    const { page, context, faults } = this;
    const { host } = new URL(this.home);
    await context.exposeFunction('poskoFault', (text: string) => faults.push(text));
    await context.addInitScript(() => {
      const tell = (globalThis as unknown as { poskoFault: (text: string) => void }).poskoFault;
      document.addEventListener('securitypolicyviolation', (event) => {
        tell(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    const check = (url: string): void => {
      const target = new URL(url);
      if (/^(https?|wss?):$/.test(target.protocol) && target.host !== host) faults.push(`third party: ${url}`);
    };
    page.on('request', (request) => check(request.url()));
    page.on('websocket', (socket) => check(socket.url()));
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      const text = `${message.text()} ${message.location().url}`;
      const isFault = message.type() === 'error' && !this.expects.some((pattern) => pattern.test(text));
      if (isFault) faults.push(`console: ${text}`);
    });
  }

  /** Signs in on the page for it, with the second factor where it is asked for. */
  async signIn({ username, password, phone }: Pick<Member, 'username' | 'password' | 'phone'>): Promise<void> {
    const { page } = this;
    if (!page.url().includes('/sign-in')) await this.go('/sign-in');
    await page.getByLabel('Nama pengguna').fill(username);
    await page.getByLabel('Kata sandi', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    if (phone !== null) {
      await page.getByLabel('Kode dari aplikasi autentikator').fill(phone.code());
      await page.getByRole('button', { name: 'Lanjut' }).click();
    }
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  /** Goes to an address of the dashboard and waits until it shows. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.home + path, { waitUntil: 'load' });
    await this.page.locator('main').first().waitFor();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
