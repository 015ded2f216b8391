import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const serious = `.then(({ violations }) => JSON.stringify(violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200) + ' ' + nodes[0].failureSummary)))`;

/** What axe finds serious or critical, in words. @param rules of axe; all, unless some are named */
export async function hindrances(page: Page, rules?: readonly string[]): Promise<string> {
  // The page's policy lets no script in but its own: a debugger may.
  const client = await page.context().newCDPSession(page);
  const told = rules === undefined ? '{}' : JSON.stringify({ runOnly: rules });
  const has = await client.send('Runtime.evaluate', { expression: 'typeof axe' });
  if (has.result.value !== 'object') await client.send('Runtime.evaluate', { expression: axe });
  const { result } = await client.send('Runtime.evaluate', {
    expression: `axe.run(${told})${serious}`,
    awaitPromise: true,
    returnByValue: true,
  });
  await client.detach();
  return String(result.value);
}
