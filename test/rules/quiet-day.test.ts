import { expect, test } from 'vitest';
import { day } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import config from '../../wirewatch.config.ts';
import { silentLog } from '../support/fakes.ts';
import { quietTraffic } from '../support/quiet-traffic.ts';
import { emptySources } from '../support/readings.ts';

const zone = 'America/New_York';
/** Tuesday, at midnight. */
const midnight = Date.parse('2025-06-03T04:00Z');

test('on a day on which nothing is wrong no rule that is on says anything', async () => {
  const historyAt = quietTraffic(zone, { from: midnight - day, to: midnight + day, weeks: 8 });
  const context = { tenant: 'main', zone, minutesComplete: day };
  const ticks = simulate({
    tenant: 'main',
    zone,
    stage: 'test',
    rules: config.rules,
    config,
    readings: (tick) => createReadings({ ...context, tick }, emptySources(historyAt(tick))),
    from: midnight,
    to: midnight + day,
    log: silentLog,
  });
  const transitions = [];
  let failed = 0;
  for await (const tick of ticks) {
    transitions.push(...tick.transitions);
    failed += tick.failed;
  }
  expect(transitions.filter(({ state }) => state === 'firing')).toEqual([]);
  // Chance alone crosses thresholds; that it does not last is what holds do.
  expect(transitions.length).toBeGreaterThan(0);
  expect(failed).toBe(0);
}, 120_000);
