import { BROWSER_VARIABLE, findBrowser } from './browser';
import { keepForTeardown } from './global-teardown';

/** Finds the browser once for all journeys. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export
export default async function setup(): Promise<void> {
  const browser = await findBrowser();
  process.env[BROWSER_VARIABLE] = browser?.path ?? '';
  keepForTeardown(browser);
}
