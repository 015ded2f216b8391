import { describe, expect, test } from 'vitest';
import { pageNames } from '../../console/address.ts';
import { hour } from '../../functions/core/time.ts';
import { telnyxKey } from '../../local/keys.ts';
import { newMessage } from '../../local/simulator/message.ts';
import { seededRandom } from '../../local/simulator/random.ts';
import { telnyxWebhook } from '../../local/simulator/telnyx-webhook.ts';
import { messages, now } from '../api/measures-world.ts';
import { post } from '../local/support/traffic.ts';
import { widgetEvent, widgetsOf } from '../widget/widget-world.ts';
import { goTo, openView, sidewaysOf, watchedPage } from './support/watched-page.ts';
import type { World } from './support/world.ts';

const script = `<script>alert(1)</script>"'><img src=x onerror=alert(1)> 😀`;
const backwards = '\u202eעברית\u202c';
const longest = `${script} ${backwards} ${'w'.repeat(1000)}`;
const names = [longest, script, `${backwards} ${script.slice(25)}`, 'w'.repeat(1000)];

/** Many messages that were not delivered, really signed, by whoever chose its names so. @returns the id of one */
async function send({ url, output }: World['product']): Promise<string> {
  const key = telnyxKey(/Telnyx private key +(\S+)/.exec(output())?.[1] ?? '');
  const random = seededRandom(3);
  const run = Date.now().toString(16).padStart(16, '0');
  const signed = Array.from({ length: 160 }, (_, index) => {
    const name = names[index % names.length] ?? '';
    const message = { ...newMessage(random, run, index, Date.now()), campaign: name, user: name, carrier: name };
    const ending = { afterMs: 0, status: 'undelivered', errorCode: '40008' } as const;
    return telnyxWebhook(url, key, { ...message, provider: 'telnyx' }, ending, Date.now());
  });
  expect(new Set(await Promise.all(signed.map(post)))).toEqual(new Set([200]));
  return JSON.parse(signed[1]?.body ?? '').data.payload.id;
}

/** What ran, was loaded or was built of names. */
const built = `document.querySelectorAll('#app script, #app img, [onerror], [src=x]').length`;

export function hostileTests(world: World) {
  describe('a hostile name', () => {
    test('of a campaign, a carrier or a user is harmless on every view', async () => {
      const id = await send(world.product);
      const { page, complaints } = await openView(world.browser, world.product, 'overview', { width: 360 });
      await page.waitForSelector('[aria-labelledby=at-campaigns] tr:has-text("<script>")');
      for (const view of [...pageNames, `messages/${id}`]) {
        await goTo(page, view);
        expect([view, await sidewaysOf(page), await page.evaluate(built)]).toEqual([view, 0, 0]);
      }
      expect(await page.textContent('.message')).toContain('<script>');
      await goTo(page, `overview?campaign=${encodeURIComponent(script)}`);
      expect([await sidewaysOf(page), await page.evaluate(built)]).toEqual([0, 0]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('of a campaign is harmless in a widget of CloudWatch, which has no policy of ours', async () => {
      const counted = names.map((value) => messages(now - hour, 1, 30, { dimension: 'campaign', value }));
      const { ask } = widgetsOf(counted);
      const markup = await ask(widgetEvent({ widget: 'campaigns' }));
      const { page, complaints } = await watchedPage(world.browser, world.product.url, { width: 588 });
      await page.setContent(`<!doctype html><div id="app">${markup}</div>`);
      await page.waitForSelector('.ww-table');
      expect([await sidewaysOf(page), await page.evaluate(built)]).toEqual([0, 0]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });
}
