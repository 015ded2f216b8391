import { expect, test } from 'vitest';
import { hasChromium } from '../support/chromium.ts';

if (!hasChromium) console.warn('chromium is not here, so the page is tested in no browser: apt-get install chromium');

test.runIf(process.env.CI === 'true')('where changes are checked, there is a browser to check them in', () => {
  expect(hasChromium).toBe(true);
});
