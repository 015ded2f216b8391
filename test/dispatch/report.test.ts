import { expect, test } from 'vitest';
import { metricNames } from '../../functions/core/metric-names.ts';
import { down, tellingWorld } from '../support/telling-world.ts';
import type { Fires } from '../support/told-alert.ts';

const routes = [{ to: ['slack'], groupBy: [], wait: '0m', interval: '5m' }];
const channels = { slack: { kind: 'slack' as const } };

test('of alerts that nobody has heard of the log counts all, and names the first twenty by rule and id', async () => {
  const fires: Fires = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`delivery carrier=c${n}`, [[0, 99]]]));
  const world = tellingWorld({ routes, channels, fires, answers: () => down });
  await world.run(0, 20);
  const [line, ...others] = world.log.lines.filter(({ message }) => message === 'alerts that nobody has heard of');
  expect(others).toEqual([]);
  const first = [...world.alerts.keys()].slice(0, 20).map((id) => `delivery ${id}`);
  expect(line?.fields).toEqual({ tenant: 'main', alerts: 25, first: first.join(', ') });
});

test('an override that does not apply any more is counted and named in the log; the deployed section counts', async () => {
  const world = tellingWorld({ routes, channels, fires: { 'delivery carrier=A': [[0, 99]] } });
  const { said } = world.deps;
  const by = { name: 'ada', via: 'cli' as const };
  const override = { section: 'routes' as const, value: [{ to: ['pager-of-old'] }], by, at: 0 };
  world.deps.said = async (tenant) => ({ ...(await said(tenant)), overrides: [override] });
  await world.run(0, 0);
  expect(world.metrics.get(metricNames.overridesRefused)).toBe(1);
  expect(world.log.lines).toContainEqual({
    level: 'warn',
    message: 'override not heeded',
    fields: { tenant: 'main', section: 'routes', why: expect.stringContaining('pager-of-old') },
  });
  expect(world.arrived()).toEqual(['slack 0 first: A']);
});
