// Makes the pictures of the documentation, of a simulated incident: node test/browser/screenshots.ts
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { hour } from '../../functions/core/time.ts';
import { messages, now } from '../api/measures-world.ts';
import { type RunningProduct, runProduct } from '../local/support/running-product.ts';
import { openBrowser } from '../support/chromium.ts';
import { widgetEvent, widgetsOf } from '../widget/widget-world.ts';
import { goTo, type Look, openView, watchedPage } from './support/watched-page.ts';

const images = join(import.meta.dirname, '../../docs/images');
const patience = { timeout: 180_000 };
const firing = '[aria-labelledby=at-firing]';

const product = await runProduct(['--port', '0', '--simulate']);
const browser = await openBrowser();
try {
  await shootConsole(browser, product);
  await shootWidgets(browser, product.url);
} finally {
  await browser.close();
  await product.stop();
}

async function shootConsole(browser: Browser, product: RunningProduct): Promise<void> {
  const { page } = await openView(browser, product, 'overview', { height: 800 });
  await page.waitForSelector(`${firing} .ww-title:has-text("AT&T")`, patience);
  await page.screenshot({ path: join(images, 'overview-light.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(images, 'overview-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.click(`${firing} .ww-title a:has-text("AT&T")`);
  await page.waitForSelector('#alert-graph canvas');
  await page.screenshot({ path: join(images, 'alert.png') });
  await goTo(page, 'rules/delivery-by-carrier');
  // Until the incident has settled there is nothing to show.
  while ((await page.locator('.strip').count()) === 0) {
    await page.click('text="Run backtest"');
    await page.waitForSelector('text=At the end');
    await page.waitForSelector('text="Run backtest"');
  }
  await page.locator('[aria-labelledby=at-backtest]').screenshot({ path: join(images, 'backtest.png') });
  const phone: Look = { width: 390, height: 844 };
  const small = await openView(browser, product, 'overview', phone);
  await small.page.waitForSelector('.tiles .ww-tiles');
  await small.page.screenshot({ path: join(images, 'phone.png') });
}

/** Widgets as they stand on a dashboard of CloudWatch: in frames with a title. */
async function shootWidgets(browser: Browser, origin: string): Promise<void> {
  const { ask } = widgetsOf([
    messages(now - 2 * hour, 9120, 410),
    messages(now - 26 * hour, 8870, 120),
    messages(now - 2 * hour, 2210, 330, { dimension: 'carrier', value: 'telnyx|AT&T' }),
    messages(now - 2 * hour, 3900, 41, { dimension: 'carrier', value: 'telnyx|T-Mobile' }),
    messages(now - 2 * hour, 3010, 39, { dimension: 'carrier', value: 'twilio|Verizon' }),
    messages(now - 2 * hour, 5200, 300, { dimension: 'campaign', value: 'spring-promo' }),
    messages(now - 2 * hour, 2700, 60, { dimension: 'campaign', value: 'otp' }),
    messages(now - 2 * hour, 1220, 50, { dimension: 'campaign', value: 'reminders' }),
  ]);
  const titles = { tiles: 'Key numbers', carriers: 'Carriers', campaigns: 'Campaigns' };
  const frames = await Promise.all(
    Object.entries(titles).map(async ([widget, title]) => {
      const markup = await ask(widgetEvent({ widget }));
      return `<section style="background:#fff;border:1px solid #d5dbdb;border-radius:8px;padding:12px 16px"><h2 style="font:700 14px sans-serif;margin:0 0 10px">${title}</h2>${markup}</section>`;
    }),
  );
  const { page } = await watchedPage(browser, origin, { width: 1000, height: 700 });
  await page.setContent(
    `<!doctype html><div style="background:#f2f3f3;padding:16px;display:grid;gap:12px" id="sheet">${frames.join('')}</div>`,
  );
  await page.locator('#sheet').screenshot({ path: join(images, 'widgets.png') });
}
