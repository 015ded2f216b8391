import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian, Ubuntu and GitHub's runners have it. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const chromiumPath = places.find((place) => existsSync(place));

export const hasChromium = chromiumPath !== undefined;

export function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(`There is no chromium: none of ${places.join(', ')}`);
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
}
