import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, runProduct } from '../local/support/running-product.ts';
import { hasChromium, openBrowser } from '../support/chromium.ts';
import { goTo, openView, watchedPage } from './support/watched-page.ts';
import type { World } from './support/world.ts';

const root = join(import.meta.dirname, '../..');

describe.skipIf(!hasChromium)('the page of a product without traffic', { timeout: 180_000 }, () => {
  const world = {} as World;
  let dir: string;
  let start: () => ReturnType<typeof runProduct>;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'wirewatch-page-'));
    const port = String(await freePort());
    start = () => runProduct(['--port', port, '--data', dir]);
    world.product = await start();
    world.browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await world.browser?.close();
    await world.product?.stop();
    await rm(dir, { recursive: true });
  });

  const wirewatch = async (...argv: string[]) => {
    const cloud = /AWS_ENDPOINT_URL=(\S+)/.exec(world.product.output())?.[1];
    const env = { PATH: process.env.PATH, AWS_ENDPOINT_URL: cloud };
    const asked = [join(root, 'cli/wirewatch.ts'), ...argv, '--stage', 'local'];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, asked, { cwd: root, env });
    return stdout + stderr;
  };

  test('gives the address to paste at a provider, to be copied, and says what to do on every view', async () => {
    const { page, complaints } = await openView(world.browser, world.product, 'overview');
    const webhook = `${world.product.url}/webhooks/telnyx`;
    const row = page.locator('.webhooks li', { hasText: webhook });
    await row.getByText('Copy').click();
    await page.waitForSelector('.outcome:has-text("Copied")');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(webhook);
    for (const [view, says] of [
      ['alerts', 'An alert appears here as soon as'],
      ['silences', 'Silence an alert on its page'],
      ['messages', 'Nothing has been looked up yet'],
      ['live', 'npm start -- --simulate'],
      ['on-call', 'wirewatch.config.ts'],
      ['setup', 'send one message'],
    ] as const) {
      await goTo(page, view);
      expect(await page.textContent('main')).toContain(says);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('asks for a token instead of one that is wrong or revoked, and says why', async () => {
    const made = await wirewatch('token', 'create', 'wall', '--scope', 'read');
    const token = /wirewatch_[\w-]+/.exec(made)?.[0] ?? '';
    const { page } = await watchedPage(world.browser, world.product.url);
    await page.goto(`${world.product.url}/#token=wirewatch_${'x'.repeat(43)}`);
    await page.waitForSelector('[role=alert]:has-text("The token was not taken")');
    await page.fill('#token', token);
    await page.click('text="Open"');
    await page.waitForSelector('text=Nothing has come in yet');
    await goTo(page, 'silences');
    expect(await page.locator('text="New silence"').count()).toBe(0);
    const id = /token ([0-9a-f]{12})/.exec(made)?.[1] ?? '';
    await wirewatch('token', 'revoke', id);
    await page.click('.pages >> text="Audit"');
    await page.waitForSelector('[role=alert]:has-text("The token was not taken")');
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(token);
    await page.context().close();
  });

  test('keeps what it shows when the product stops, says since when, and goes on when it is back', async () => {
    const { page } = await openView(world.browser, world.product, 'live');
    await world.product.stop();
    await page.waitForSelector('.freshness.stale:has-text("stale since")');
    expect(await page.textContent('.freshness')).toContain('cannot be reached');
    expect(await page.textContent('main')).toContain('Nothing has happened in the last hour');
    world.product = await start();
    await page.waitForSelector('.freshness:not(.stale)', { timeout: 120_000 });
    await page.context().close();
  });
});
