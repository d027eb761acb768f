import type { Browser, Page, Request } from 'playwright-core';
import type { Answered } from './http-person';
import type { Receipt } from './workers/desk-book';

const VIEWPORT = { width: 1920, height: 1080 };
/** A person presses keys at about this pace. */
const KEY_MS = 250;
const READ_MS = 1200;
const PATIENCE_MS = 30_000;
const OK = 200;
const STALE = 409;

/**
 * In the page: when what a live message told was on the screen, which is two frames after the page had it. A class of its own
 * in place of WebSocket hears each message before the page does.
 */
const WATCH = `globalThis.deskReceipts = [];
globalThis.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    this.addEventListener('message', ({ data }) => {
      const [, to] = /^42\\["incident\\.changed\\.v1",.{0,80}?"to":(\\d+)/.exec(data) ?? [];
      if (to === undefined) return;
      requestAnimationFrame(() => requestAnimationFrame(() => deskReceipts.push({ to: Number(to), at: Date.now() })));
    });
  }
};`;

/** A save that a page made: when its request went out, and what came back. */
export interface PageSave {
  readonly sentAt: number;
  readonly answer: Answered;
}

/** An operator in a real browser, by the queue's own keys. */
export class DeskScreen {
  readonly saves: PageSave[] = [];
  told = 0;
  private readonly startedAt = new Map<Request, number>();

  private constructor(private readonly page: Page) {
    page.on('request', (request) => {
      if (request.method() === 'PATCH') this.startedAt.set(request, Date.now());
    });
    page.on('requestfinished', (request) => void this.finished(request).catch(() => undefined));
  }

  static async open(browser: Browser, url: string, cookie: string): Promise<DeskScreen> {
    const context = await browser.newContext({ viewport: VIEWPORT, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    const screen = new DeskScreen(page);
    await page.goto(`${url}/incidents?view=unassigned`);
    await page.locator('posko-queue-page').waitFor({ timeout: PATIENCE_MS });
    await page.locator('posko-connection-pill.live').waitFor({ timeout: PATIENCE_MS });
    return screen;
  }

  /** Goes down the queue and takes what lies there, again and again. */
  async work(until: number): Promise<void> {
    const { page } = this;
    while (Date.now() < until) {
      for (const key of ['.', 'j', 't']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(KEY_MS);
      }
      await page.waitForTimeout(READ_MS);
    }
  }

  receipts(): Promise<Receipt[]> {
    return this.page.evaluate<Receipt[]>('deskReceipts');
  }

  private async finished(request: Request): Promise<void> {
    const sentAt = this.startedAt.get(request);
    if (sentAt === undefined) return;
    const ms = Date.now() - sentAt;
    const response = await request.response();
    const status = response?.status() ?? 0;
    if (status === STALE) this.told++;
    if (status === OK) this.saves.push({ sentAt, answer: { status, ms, text: (await response?.text()) ?? '' } });
  }
}
