import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageNames } from '../../console/address.ts';
import { hasChromium, openBrowser } from '../support/chromium.ts';
import { builtPage, goodToken, goTo, host, openPage, openSignedIn } from './open-page.ts';

describe.skipIf(!hasChromium)('the console page', { timeout: 90_000 }, () => {
  let browser: Browser;
  let app: ReturnType<typeof builtPage>;
  beforeAll(async () => {
    app = builtPage();
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  test('takes the token out of the address at once, and names whoever acts', async () => {
    const { page, sent, complaints } = await openSignedIn(browser, app, '#/alerts/7f3a9c01');
    expect(page.url()).toBe(`${host}/#/alerts/7f3a9c01`);
    await page.click('.person');
    await page.fill('#your-name', 'Zoë 100%');
    await page.click('dialog .main');
    await page.click('text=Acknowledge');
    await page.waitForSelector('.outcome');
    expect(await page.textContent('[role=status]')).toContain('alerts/7f3a9c01/acknowledge: done');
    expect(sent[0]?.headers).toMatchObject({
      authorization: `Bearer ${goodToken}`,
      'x-wirewatch-name': 'Zo%C3%AB%20100%25',
    });
    expect(await page.title()).toBe('(2) Alert · Wirewatch');
    expect(complaints).toEqual([]);
  });

  test('P-16, D-18: lies at /monitoring too, and refreshes itself every 30 s', async () => {
    const { page, asked } = await openPage(browser, app);
    await page.goto(`${host}/monitoring#token=${goodToken}`);
    const refreshes = () => asked.filter((path) => path === 'summary').length;
    await expect.poll(refreshes).toBe(1);
    await page.waitForSelector('.ww-tiles');
    await page.clock.runFor(25_000);
    expect(refreshes()).toBe(1);
    await page.clock.runFor(6000);
    await expect.poll(refreshes).toBe(2);
  });

  test('asks for a token, and says why one is not taken', async () => {
    const { page } = await openPage(browser, app);
    await page.goto(host);
    await page.fill('#token', 'wirewatch_that-nobody-made');
    await page.click('text=Open');
    await page.waitForSelector('[role=alert]');
    expect(await page.textContent('[role=alert]')).toContain('send a token that is valid');
    await page.fill('#token', goodToken);
    await page.click('text=Open');
    await page.waitForSelector('.ww-tiles');
  });

  test('leaves alone what is typed, chosen, unfolded, drawn and focused while it refreshes', async () => {
    const { page, asked } = await openSignedIn(browser, app, '#/alerts/7f3a9c01');
    await page.waitForSelector('#alert-graph canvas');
    await page.fill('#comment-text', 'half a sent');
    await page.selectOption('#snooze-for', '4h');
    await page.click('#alert-graph-numbers summary');
    await page.focus('#comment-text');
    await page.evaluate(`document.querySelector('#alert-graph canvas').dataset.same = ''`);
    const refreshes = () => asked.filter((path) => path === 'alerts/7f3a9c01').length;
    const before = refreshes();
    await page.clock.runFor(31_000);
    await expect.poll(refreshes).toBeGreaterThan(before);
    await page.clock.runFor(11_000);
    expect(await page.inputValue('#comment-text')).toBe('half a sent');
    expect(await page.inputValue('#snooze-for')).toBe('4h');
    expect(await page.locator('#alert-graph-numbers[open]').count()).toBe(1);
    expect(await page.locator('#alert-graph canvas[data-same]').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.id')).toBe('comment-text');
  });

  test('keeps the last answer when the network fails, says since when it is stale, and is fresh again', async () => {
    const { page, cut } = await openSignedIn(browser, app, '#/overview');
    cut(true);
    await page.clock.runFor(31_000);
    await page.waitForSelector('.freshness.stale:has-text("cannot be reached")');
    expect(await page.textContent('.freshness')).toMatch(
      /as of 14:00:\d\d · stale since 14:00:\d\d.*cannot be reached/s,
    );
    expect(await page.locator('.tiles .ww-tiles').count()).toBe(1);
    cut(false);
    await page.clock.runFor(31_000);
    await page.waitForSelector('.freshness:not(.stale)');
  });

  test('asks in a dialog by keyboard: what it is about stands there, Escape leaves it, the focus returns', async () => {
    const { page, sent } = await openSignedIn(browser, app, '#/alerts/7f3a9c01');
    await page.focus('text=Silence …');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    const values = await page
      .locator('dialog [name=value]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(values).toEqual(['delivery-by-carrier', 'telnyx', 'AT&T', '']);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Silence …');
    expect(sent).toEqual([]);
  });

  test('says in the dialog why something is refused, and loses nothing that was typed', async () => {
    const { page } = await openSignedIn(browser, app, '#/silences', { refuse: 'matchers: name a label' });
    await page.click('text=New silence');
    await page.fill('#silence-comment', 'planned work');
    await page.click('dialog .main');
    await page.waitForSelector('dialog [role=alert]');
    expect(await page.textContent('dialog [role=alert]')).toBe('matchers: name a label');
    expect(await page.inputValue('#silence-comment')).toBe('planned work');
  });

  test('looks a number up without writing it into an address', async () => {
    const { page, sent } = await openSignedIn(browser, app, '#/messages');
    await page.fill('#look-up', '+1 415 555 0123');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.message');
    expect(sent).toMatchObject([{ method: 'POST', path: 'messages/search', body: { to: '+1 415 555 0123' } }]);
    expect(page.url()).not.toContain('415');
  });

  test('keeps filters in the address, and goes back with it', async () => {
    const { page } = await openSignedIn(browser, app, '#/overview');
    await page.selectOption('#filter-provider', 'telnyx');
    await page.waitForURL(`${host}/#/overview?provider=telnyx`);
    await page.goBack();
    await expect.poll(() => page.inputValue('#filter-provider')).toBe('');
  });

  test('says what to do next where nothing has come in', async () => {
    const { page } = await openSignedIn(browser, app, '#/overview', { isEmpty: true });
    expect(await page.textContent('main')).toContain('https://hooks.example.com/webhooks/telnyx');
    expect(await page.textContent('main')).toContain('npm start -- --simulate');
  });

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const places = [...pageNames.map((name) => `#/${name}`), '#/alerts/7f3a9c01', '#/rules/delivery-by-carrier'];

  test.each([
    ['in the light', {}],
    ['in the dark', { isDark: true }],
    ['on a phone', { width: 360 }],
  ])('every page can be used by everybody, %s, and hostile names do no harm', async (_, look) => {
    const { page, complaints } = await openSignedIn(browser, app, '#/overview', look);
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: axe });
    for (const place of places) {
      await goTo(page, place);
      const found = await client.send('Runtime.evaluate', {
        expression: `axe.run().then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 200))))`,
        awaitPromise: true,
        returnByValue: true,
      });
      expect([place, found.result.value]).toEqual([place, '[]']);
      const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([place, width]).toEqual([place, 0]);
      expect(await page.title()).not.toBe('taken');
      expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    }
    expect(complaints).toEqual([]);
  });
});
