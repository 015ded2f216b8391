import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { goTo, printedAddress, type WatchedPage, watchedPage } from './support/watched-page.ts';
import type { World } from './support/world.ts';

/** What a newcomer does while an incident comes and goes, in one tab. */
export function storyTests(world: World) {
  describe('a newcomer’s story', () => {
    let opened: WatchedPage;
    let page: Page;
    beforeAll(async () => {
      opened = await watchedPage(world.browser, world.product.url);
      page = opened.page;
      // The page asks again every 30 s: its clock is turned on, so that nobody has to wait for that.
      await page.clock.install();
    });

    const later = async <Found>(look: () => Promise<Found>) => {
      await page.clock.fastForward(61_000);
      return look();
    };
    const outcome = () => page.textContent('[role=status]');
    const confirm = () => page.click('#dialog-confirm button:not([type=button])');

    test('the printed address opens the overview, and keeps no token', async () => {
      await page.goto(printedAddress(world.product));
      await page.waitForSelector('.tiles .ww-tiles');
      expect(page.url()).toBe(`${world.product.url}/#/overview`);
      expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2);
      await page.evaluate(`window.isTheSame = true`);
    });

    test('the incident appears by itself, and its page shows values, threshold, when it fired, and its story', async () => {
      const link = page.locator('[aria-labelledby=at-firing] .ww-title a').first();
      await expect.poll(() => later(() => link.count()), { timeout: 120_000, interval: 1000 }).toBe(1);
      await link.click();
      await page.waitForSelector('#alert-graph canvas');
      expect(await page.evaluate('window.isTheSame')).toBe(true);
      expect(await page.textContent('h1')).toMatch(/^Delivery /);
      const graph = () => page.getAttribute('#alert-graph', 'aria-label');
      await expect
        .poll(() => later(graph), { timeout: 60_000, interval: 1000 })
        .toMatch(/value: .* at the end.*below .*; fired once/);
      expect(await page.locator('.timeline li').allTextContents()).toContainEqual(expect.stringMatching(/fir/));
    });

    test('is acknowledged by name, and everybody sees who has it in hand', async () => {
      await page.click('.person');
      await page.fill('#your-name', 'Zoë');
      await page.click('#dialog-name button:not([type=button])');
      await page.waitForSelector('dialog', { state: 'detached' });
      await page.click('text="Acknowledge"');
      await page.waitForSelector('text=Acknowledged by Zoë');
      expect(await outcome()).toMatch(/acknowledged by Zoë/);
    });

    test('a campaign is silenced by the form, stands in the list, and is ended there', async () => {
      await goTo(page, 'silences');
      await page.click('text="New silence"');
      await page.fill('[aria-label="Label 1"]', 'campaign');
      await page.fill('[aria-label="Value 1"]', 'spring-promo');
      await page.fill('#silence-comment', 'the carrier knows');
      await page.click('#dialog-silence button:not([type=button])');
      const row = page.locator('tr', { hasText: 'campaign="spring-promo"' });
      await row.getByText('active').waitFor();
      expect(await row.textContent()).toMatch(/the carrier knows.*Zoë/);
      await row.getByText('End').click();
      await confirm();
      await page.waitForSelector('text=Nothing is silenced');
    });

    test('a backtest says when a rule would have fired', async () => {
      await goTo(page, 'rules/delivery-by-carrier');
      const fired = page.locator('.strip[aria-label^="When it would have fired: "]');
      const run = async () => {
        await page.click('text="Run backtest"');
        await page.waitForSelector('text="Run backtest"');
        await page.waitForSelector('text=At the end');
        return fired.count();
      };
      await expect.poll(run, { timeout: 90_000, interval: 2000 }).toBe(1);
      expect(await page.locator('.strip rect.fired title').textContent()).toMatch(/\d\d:\d\d.* to .*\d\d:\d\d/);
    });

    test('a message of the live feed is looked up by its id, and by the person’s number', async () => {
      await goTo(page, 'live');
      await page.click('text="Pause"');
      const row = page.locator('.live tbody tr', { hasText: 'delivered' }).first();
      await row.waitFor();
      const masked = (await row.locator('td').nth(1).textContent()) ?? '';
      const id = decodeURIComponent((await row.locator('a').getAttribute('href'))?.split('/').at(-1) ?? '');
      expect(masked).toMatch(/^\+1\d{3}•••\d{4}$/);
      await row.locator('a').click();
      await page.waitForSelector(`.message:has-text("${id}")`);
      expect(await page.textContent('.message')).toContain('delivered');
      await page.fill('#look-up', masked.replace('•••', '555'));
      await page.click('text="Look up"');
      await page.waitForSelector(`.message:has-text("${id}")`);
      expect(page.url()).not.toContain(id);
      expect(await page.textContent('main')).not.toContain('555');
    });

    test('a threshold is overridden, and the override taken back', async () => {
      await goTo(page, 'rules/delivery-by-carrier');
      await page.click('text="Override …"');
      await page.fill('#override-settings', '{ "when": { "high": { "below": "42%", "for": "5m" } } }');
      await page.click('#dialog-override button:not([type=button])');
      await page.waitForSelector('.facts:has-text("42 %")');
      await page.waitForSelector('.ww-pill:has-text("overridden")');
      await page.click('text="Remove the override"');
      await confirm();
      await page.waitForSelector('.facts:not(:has-text("42 %"))');
      await page.waitForSelector('.ww-pill:has-text("overridden")', { state: 'detached' });
    });

    test('the audit has all of it, with the name', async () => {
      await goTo(page, 'audit');
      const records = await page.locator('.audit > li').allTextContents();
      const mine = records.filter((record) => record.includes('Zoë')).join('\n');
      for (const done of [/acknowledge/, /silence/, /end silence/, /override/]) expect(mine).toMatch(done);
    });

    test('in all of it nothing went wrong in the page, and nobody else was asked for anything', () => {
      expect(opened.complaints).toEqual([]);
    });
  });
}
