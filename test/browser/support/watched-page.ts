import type { Browser, Page } from 'playwright-core';
import type { RunningProduct } from '../../local/support/running-product.ts';

export type Look = { width?: number; height?: number; isDark?: boolean };
export type WatchedPage = {
  page: Page;
  /** What no page should do: errors, warnings, dialogs, requests to others, what its own policy forbids. */
  complaints: string[];
};

const patience = 60_000;
const tellRefused = `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  console.error('against the policy: ' + effectiveDirective + ' ' + blockedURI))`;

/** The address that a newcomer opens. */
export function printedAddress(product: RunningProduct): string {
  return /The page: (\S+)/.exec(product.output())?.[1] ?? '';
}

export async function watchedPage(browser: Browser, origin: string, look: Look = {}): Promise<WatchedPage> {
  const { width = 1280, height = 900, isDark = false } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: isDark ? 'dark' : 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) complaints.push(`asked ${url.origin}`);
  });
  await context.addInitScript(tellRefused);
  return { page, complaints };
}

/** Signed in by the printed address, and on a view of the page. */
export async function openView(
  browser: Browser,
  product: RunningProduct,
  view: string,
  look?: Look,
): Promise<WatchedPage> {
  const opened = await watchedPage(browser, product.url, look);
  await opened.page.goto(printedAddress(product));
  await opened.page.waitForSelector('main h1');
  await goTo(opened.page, view);
  return opened;
}

/** Another view, once all of it is there. @param view `alerts`, `rules/delivery-by-carrier` */
export async function goTo(page: Page, view: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${view}`)}`);
  const name = view.split(/[/?]/)[0];
  await page.waitForSelector(`.pages a[aria-current][href^="#/${name}"]`);
  await page.waitForSelector('main h1');
  await page.waitForSelector('[aria-busy]', { state: 'detached' });
}

/** By how many pixels the whole page can be scrolled sideways. */
export async function sidewaysOf(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
}
