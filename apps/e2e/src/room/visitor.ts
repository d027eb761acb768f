import type { Browser, BrowserContext, Page } from 'playwright-core';
import { BROWSER_VARIABLE, launch } from './browser';

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
}

/**
 * Somebody at a screen. Everything that must never happen while they look is collected in `faults`: a request to anyone
 * else, a breach of the content security policy, an error that nobody caught.
 */
export class Visitor {
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly home: string,
  ) {}

  static async arrive(browser: Browser, home: string, options: VisitOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: SIZES[options.size ?? 'wall'],
      colorScheme: options.scheme ?? 'light',
      reducedMotion: options.reducedMotion ?? 'reduce',
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      serviceWorkers: 'block',
    });
    context.setDefaultTimeout(15_000);
    const visitor = new Visitor(await context.newPage(), context, home);
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
