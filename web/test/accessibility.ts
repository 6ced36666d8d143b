import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, levels A and AA. */
const WCAG: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] };
/** Of all rules the one that sees colours. */
const CONTRAST: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] };

/** Which part of a page is looked at, and which are left out; both as selectors. */
export interface Part { within?: string; except?: readonly string[] }

/** Waits until nothing moves any more; what goes round for ever does not count. */
const still = (page: Page) => page.waitForFunction(() => document.getAnimations().every(one => one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity));

async function violations(page: Page, rules: RunOptions, { within, except = [] }: Part): Promise<string[]> {
  await still(page);
  // By the protocol, since the policy of the page lets no foreign script in.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const context = { ...(within !== undefined && { include: [[within]] }), exclude: except.map(part => [part]) };
  const found = await page.evaluate(([context, rules]) => {
    const { axe } = globalThis as unknown as { axe: { run(context: object, options: RunOptions): Promise<AxeResults> } };
    return axe.run(context, rules).then(({ violations }) => violations);
  }, [context, rules] as const);
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`));
}

/** What axe finds on the page as it is, in light and in dark, where only colours are others. */
export async function findings(page: Page, view: string, part: Part = {}): Promise<string[]> {
  const found: string[] = [];
  for (const [colorScheme, rules] of [['light', WCAG], ['dark', CONTRAST]] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    for (const what of await violations(page, rules, part)) found.push(`${view}, ${colorScheme}: ${what}`);
  }
  return found;
}

/** Axe finds nothing on the page as it is, or on a part of it. */
export async function accessible(page: Page, part: Part = {}): Promise<void> {
  expect(await violations(page, WCAG, part)).toEqual([]);
}
