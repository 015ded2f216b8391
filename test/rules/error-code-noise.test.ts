import { expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { day } from '../../functions/core/time.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import type { RuleSettings } from '../../functions/rules/index.ts';
import config from '../../wirewatch.config.ts';
import { silentLog } from '../support/fakes.ts';
import { type Traffic, trafficReadings } from '../support/traffic.ts';
import { chance } from '../support/world.ts';

const midnight = Date.parse('2026-11-10T00:00Z');
const days = 10;
const busy = { 'o.started': 33, 'o.delivered': 32, 'o.failed': 1, 't.sent': 33 };

/** Ten error codes, each of which comes by chance so often an hour, whatever came before. */
function constantRates(perHour: number): Traffic {
  const random = chance(perHour);
  const minutes = new Map<number, Record<string, Measures>>();
  const isOne = () => random.below(6000) < perHour * 100;
  const drawn = () =>
    Object.fromEntries(
      Array.from({ length: 10 }, (_, code) => [`twilio|${30_000 + code}`, { 'o.failed': isOne() ? 1 : 0 }]),
    );
  return (dimension, at) => {
    if (dimension === 'total') return { all: busy };
    if (dimension === 'provider') return { twilio: busy };
    const codes = minutes.get(at) ?? drawn();
    minutes.set(at, codes);
    return codes;
  };
}

async function firings(rule: RuleSettings, traffic: Traffic): Promise<number> {
  const ticks = simulate({
    tenant: 'main',
    zone: 'UTC',
    stage: 'test',
    rules: [rule],
    config,
    readings: (tick) => trafficReadings(traffic, tick),
    from: midnight,
    to: midnight + days * day,
    log: silentLog,
  });
  let count = 0;
  for await (const { transitions } of ticks) count += transitions.filter(({ state }) => state === 'firing').length;
  return count;
}

const shipped = config.rules.filter(({ id }) => id === 'error-code-share-doubled');

test.each([5, 15])(
  'ten days of ten codes that come %i times an hour by chance give no alert',
  async (perHour) => {
    expect(shipped).toHaveLength(1);
    for (const rule of shipped) expect(await firings(rule, constantRates(perHour))).toBe(0);
  },
  60_000,
);
