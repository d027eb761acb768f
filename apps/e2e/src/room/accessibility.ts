import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it is, one line per rule and element; WCAG 2.2 AA and best practice. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: { run: (o: object) => Promise<AxeResults> } };
    return axe.run({ runOnly: { type: 'tag', values: tags } });
  }, TAGS);
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? violation.help}`),
  );
}

/** Pixels by which the page is wider than its window; 0 without horizontal scroll. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}
