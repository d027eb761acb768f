import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { SUPERVISOR } from './people';
import type { Member, Who } from './people';
import type { Room } from './room';
import { Visitor, browserPath, openBrowser } from './visitor';
import type { Kept, VisitOptions } from './visitor';

const OPEN_WITHIN_MS = 240_000;

/** What a journey has: a running room and people who come to look. */
export interface Scene {
  readonly room: Room;
  /** Somebody who has signed in arrives; they leave by themselves at the end of the test. */
  visit(options?: VisitOptions & { readonly as?: Who }): Promise<Visitor>;
  /** Somebody arrives whom nobody knows. */
  stranger(options?: VisitOptions): Promise<Visitor>;
}

type Opening = () => Promise<Room>;

/**
 * A suite with a room of its own and a browser. Where no browser can be had it is skipped, and its title says so. After each
 * test no visitor may have met a fault: third parties, breaches of the content security policy, uncaught errors.
 */
export function journeys(title: string, open: Opening, tell: (scene: Scene) => void): void {
  const isPossible = browserPath() !== null;
  const name = isPossible ? title : `${title} (skipped: no Chromium or Chrome here; POSKO_BROWSER names one)`;
  (isPossible ? describe : describe.skip)(name, () => {
    let room: Room | undefined;
    let browser: Browser | undefined;
    let visitors: Visitor[] = [];
    const kept = new Map<Member, Kept>();
    const need = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('The room did not open');
      return value;
    };

    beforeAll(async () => {
      browser = await openBrowser();
      room = await open();
    }, OPEN_WITHIN_MS);
    afterEach(async () => {
      const faults = visitors.flatMap((visitor) => visitor.faults);
      await Promise.all(visitors.map((visitor) => visitor.leave()));
      visitors = [];
      if (faults.length > 0) throw new Error(`A visitor met:\n${faults.join('\n')}`);
    });
    afterAll(async () => {
      await browser?.close();
      await room?.close();
    }, OPEN_WITHIN_MS);

    const stranger = async (options?: VisitOptions): Promise<Visitor> => {
      const visitor = await Visitor.arrive(need(browser), need(room).url, options);
      visitors.push(visitor);
      return visitor;
    };
    /** Each person signs in on the page once; after that their browser knows them. */
    const signedIn = async (who: Who): Promise<Kept> => {
      const member = await need(room).people.member(who);
      const visitor = kept.has(member) ? null : await Visitor.arrive(need(browser), need(room).url);
      await visitor?.signIn(member);
      const state = kept.get(member) ?? (await need(visitor ?? undefined).context.storageState());
      kept.set(member, state);
      await visitor?.leave();
      return state;
    };
    tell({
      get room(): Room {
        return need(room);
      },
      visit: async ({ as = SUPERVISOR, ...options } = {}) => stranger({ ...options, kept: await signedIn(as) }),
      stranger,
    });
  });
}
