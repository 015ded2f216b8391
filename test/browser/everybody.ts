import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { pageNames } from '../../console/address.ts';
import { hindrances } from './support/axe.ts';
import { goTo, openView, sidewaysOf } from './support/watched-page.ts';
import type { World } from './support/world.ts';

const focused = (page: Page) => page.evaluate('document.activeElement.textContent || document.activeElement.id');
const colourOf = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');

/** Tabs until what has the focus says it. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if (words.test(String(await focused(page)))) return;
  }
  throw new Error(`Tab leads to nothing like ${words}`);
}

/** Whoever cannot see, uses no mouse, or looks at it on a phone or in the dark. */
export function everybodyTests(world: World) {
  describe('everybody can use it', () => {
    const open = (view: string, look?: Parameters<typeof openView>[3]) =>
      openView(world.browser, world.product, view, look);

    const views = async (page: Page) => {
      await goTo(page, 'alerts');
      const alert = await page.getAttribute('.ww-title a', 'href');
      await goTo(page, 'live');
      const message = await page.getAttribute('.live a', 'href');
      const found = [alert, message].map((href) => String(href).replace(/^#\//, ''));
      return [...pageNames, 'rules/delivery-by-carrier', ...found];
    };

    test.each([1280, 390])('axe finds nothing serious on any view, light or dark, at %i pixels', async (width) => {
      const { page } = await open('overview', { width });
      for (const view of await views(page)) {
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await goTo(page, view);
        expect([view, await hindrances(page)]).toEqual([view, '[]']);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect([view, 'dark', await hindrances(page, ['color-contrast'])]).toEqual([view, 'dark', '[]']);
      }
      await page.context().close();
    });

    test('no view is wider than a phone of 360 pixels', async () => {
      const { page, complaints } = await open('overview', { width: 360, height: 740 });
      for (const view of await views(page)) {
        await goTo(page, view);
        expect([view, await sidewaysOf(page)]).toEqual([view, 0]);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('a keyboard skips to the content, opens an alert, and leaves a dialog where it came from', async () => {
      const { page } = await open('alerts');
      await page.reload();
      await page.waitForSelector('.ww-title a');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('To the content');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main');
      await tabTo(page, /^Delivery /);
      const title = await focused(page);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.alert-head h1');
      expect(await page.textContent('h1')).toBe(title);
      await tabTo(page, /^Silence …$/);
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      for (let step = 0; step < 20; step += 1) {
        await page.keyboard.press('Tab');
        const isOutside = `!document.querySelector('dialog').contains(document.activeElement) && document.activeElement !== document.body`;
        expect(await page.evaluate(isOutside)).toBe(false);
      }
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      expect(await focused(page)).toBe('Silence …');
      await page.context().close();
    });

    test('colours are those that the reader’s system asks for, and nothing moves where it asks for that', async () => {
      const { page } = await open('overview');
      const transition = () =>
        page.evaluate(`getComputedStyle(document.querySelector('.pages a')).transitionDuration.split(',')[0]`);
      const light = await colourOf(page);
      expect(await transition()).not.toBe('0s');
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      expect(await colourOf(page)).not.toBe(light);
      expect(await transition()).toBe('0s');
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
      await page.context().close();
    });
  });
}
