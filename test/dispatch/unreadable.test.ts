import { expect, test } from 'vitest';
import { tellingWorld } from '../support/telling-world.ts';

/** Two rules in one group; from minute 5 to 15 the alerts of the first cannot be read. */
function world(fires: Record<string, [number, number][]>) {
  const told = tellingWorld({
    routes: [{ to: ['slack'], groupBy: [], wait: '0m', interval: '5m' }],
    channels: { slack: { kind: 'slack' } },
    fires,
  });
  const { alertsOfRule } = told.deps;
  let minute = 0;
  told.deps.alertsOfRule = async (tenant, rule) =>
    rule === 'broken' && minute >= 5 && minute <= 15 ? undefined : alertsOfRule(tenant, rule);
  const run = async (to: number) => {
    for (; minute <= to; minute += 1) await told.run(minute, minute);
  };
  return { run, arrived: told.arrived };
}

test('alerts that cannot be read are not said to be over, and their end is told when they can be read again', async () => {
  const { run, arrived } = world({ 'broken x=A': [[0, 12]], 'sound x=B': [[0, 8]] });
  await run(15);
  expect(arrived()).toEqual(['slack 0 first: A, B']);
  await run(20);
  expect(arrived().slice(1)).toEqual(['slack 20 resolved: A over, B over']);
});

test('alerts that cannot be read do not keep people from hearing of others in their group', async () => {
  const { run, arrived } = world({ 'broken x=A': [[0, 99]], 'sound x=B': [[7, 12]] });
  await run(25);
  expect(arrived()).toEqual(['slack 0 first: A', 'slack 10 first: B', 'slack 20 some-resolved: A, B over']);
});
