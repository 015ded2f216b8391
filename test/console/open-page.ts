import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildConsole } from '../../console/build.ts';
import { createApp } from '../../functions/api/app.ts';
import { consoleFiles } from '../../functions/aws/console-files.ts';
import { apiDeps } from '../support/api-world.ts';
import { start, told } from './told.ts';

/** The page as the API serves it, policy and all; made once. */
export function builtPage() {
  const dir = mkdtempSync(join(tmpdir(), 'console-'));
  buildConsole(dir);
  return createApp(apiDeps({ console: consoleFiles(dir) }));
}

export const host = 'https://wirewatch.example';
export const goodToken = 'wirewatch_a-token-of-the-page-0123456789';

export type Sent = { method: string; path: string; body: unknown; headers: Record<string, string> };
export type Opened = {
  page: Page;
  /** What was sent to be done. */
  sent: Sent[];
  /** What was asked for, by path. */
  asked: string[];
  /** What went wrong in the page, and what was asked of other hosts. */
  complaints: string[];
  /** The network fails. */
  cut(isCut: boolean): void;
};
type Look = { isEmpty?: boolean; isDark?: boolean; width?: number; refuse?: string };

/** A browser's page in front of answers that are written down; time stands still until a test moves it. */
export async function openPage(browser: Browser, app: ReturnType<typeof builtPage>, look: Look = {}): Promise<Opened> {
  const { isEmpty = false, isDark = false, width = 1280, refuse } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.install({ time: start });
  const opened = { page, sent: [] as Sent[], asked: [] as string[], complaints: [] as string[] };
  let isDown = false;
  const cut = (isCut: boolean) => {
    isDown = isCut;
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') opened.complaints.push(message.text());
  });
  page.on('pageerror', (error) => opened.complaints.push(String(error)));
  await context.route('**/*', async (route) => {
    const request = route.request();
    const { origin, pathname, searchParams } = new URL(request.url());
    if (origin !== host) opened.complaints.push(`asked ${origin}`);
    if (!pathname.startsWith('/v1/')) {
      const response = await app.request(pathname);
      return route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      });
    }
    if (isDown) return route.abort();
    const headers = request.headers();
    const json = (status: number, body: unknown) =>
      route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) });
    if (headers.authorization !== `Bearer ${goodToken}`)
      return json(401, { status: 401, detail: 'send a token that is valid' });
    const path = pathname.slice('/v1/'.length);
    opened.asked.push(path);
    if (request.method() === 'GET') return json(200, told(path, searchParams, isEmpty));
    opened.sent.push({ method: request.method(), path, body: request.postDataJSON(), headers });
    if (refuse !== undefined) return json(409, { status: 409, detail: refuse });
    return json(
      200,
      told(path, searchParams, isEmpty) ?? {
        changes: [{ what: path, before: '', after: 'done' }],
        unchanged: [],
        notes: [],
      },
    );
  });
  return { ...opened, cut };
}

/** Signed in, on a page of the console. */
export async function openSignedIn(browser: Browser, app: ReturnType<typeof builtPage>, hash: string, look: Look = {}) {
  const opened = await openPage(browser, app, look);
  await opened.page.goto(`${host}/#token=${goodToken}`);
  await opened.page.waitForSelector('main h1');
  await goTo(opened.page, hash);
  return opened;
}

/** Another page of the console, when all of it is there. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.goto(`${host}/${hash}`);
  await expect.poll(() => page.locator('[aria-busy]').count()).toBe(0);
}
