import { expect, test } from 'vitest';
import { recountHour } from '../../functions/audit/recount.ts';
import { day, hour } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { auditWorld, delivered } from './support/audit-world.ts';

const twoDays = start + 2 * day;
const what = { tenant: 'main', hour: start - (start % hour), quietMs: 25 * hour, repair: false };

test('what was counted as it should be has no drift', async () => {
  const world = auditWorld([delivered('a'), delivered('b', { provider: 'telnyx' })]);
  const drift = await recountHour(what, world.depsAt(twoDays));
  expect(drift).toMatchObject({ equal: drift.items, drift: 0, drifting: 0, moving: 0 });
  expect(drift.items).toBeGreaterThan(8);
});
