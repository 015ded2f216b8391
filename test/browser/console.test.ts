import { afterAll, beforeAll, describe } from 'vitest';
import { runProduct } from '../local/support/running-product.ts';
import { hasChromium, openBrowser } from '../support/chromium.ts';
import { everybodyTests } from './everybody.ts';
import { hostileTests } from './hostile.ts';
import { storyTests } from './story.ts';
import type { World } from './support/world.ts';

describe.skipIf(!hasChromium)('the page of npm start -- --simulate', { timeout: 180_000 }, () => {
  const world = {} as World;
  beforeAll(async () => {
    world.product = await runProduct(['--port', '0', '--simulate']);
    world.browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await world.browser?.close();
    await world.product?.stop();
  });

  storyTests(world);
  hostileTests(world);
  everybodyTests(world);
});
