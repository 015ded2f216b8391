import { expect, test } from 'vitest';
import { metricNames } from '../../functions/core/metric-names.ts';
import { tellingWorld } from '../support/telling-world.ts';

const channels = { slack: { kind: 'slack' }, night: { kind: 'slack' }, mail: { kind: 'slack' } } as const;
/** Minute 0 is 18:00 on a Friday. */
const intervals = { office: { weekdays: ['monday:friday'], times: [{ from: '09:00', to: '18:30' }] } };

test('a channel that two routes name is told once, by the first that is within its hours', async () => {
  const world = tellingWorld({
    channels,
    intervals,
    routes: [
      { to: ['slack'], during: ['office'], continue: true },
      { to: ['slack'], wait: '3m', interval: '3m' },
    ],
    fires: { 'delivery carrier=A': [[1, 200]], 'delivery carrier=B': [[40, 200]] },
  });
  await world.run(0, 60);
  expect(world.arrived()).toEqual(['slack 2 first: A', 'slack 43 first: B']);
});

test('what a route tells outside its hours goes to nobody, unless it goes on', async () => {
  const world = tellingWorld({
    channels,
    intervals,
    routes: [
      { to: ['slack'], during: ['office'], continue: true },
      { to: ['night'], except: ['office'] },
    ],
    fires: { 'delivery carrier=A': [[1, 20]], 'delivery carrier=B': [[40, 60]] },
  });
  await world.run(0, 90);
  expect(
    world.arrived().map((line) =>
      line
        .split(' ')
        .slice(0, 1)
        .concat(line.split(': ')[1] ?? '')
        .join(' '),
    ),
  ).toEqual(['slack A', 'slack A over', 'night B', 'night B over']);
});

test('what joins a group that was told of waits for its next notice, and that is no failure of ours', async () => {
  const world = tellingWorld({
    channels,
    routes: [{ to: ['slack'], groupBy: ['rule'], interval: '60m' }],
    fires: { 'delivery carrier=A': [[0, 300]], 'delivery carrier=B': [[5, 300]] },
  });
  await world.run(0, 60);
  expect(world.metrics.get(metricNames.alertsUntold)).toBe(0);
  await world.run(61, 70);
  expect(world.arrived()).toEqual(['slack 1 first: A', 'slack 61 new-alerts: B, A']);
});

test('a digest tells in one message what has fired since, beside what is told at once', async () => {
  const world = tellingWorld({
    channels,
    routes: [
      { to: ['mail'], digest: { at: '18:30' }, continue: true },
      { match: { severity: 'high' }, to: ['slack'] },
    ],
    fires: {
      'delivery carrier=A': [[1, 10, 'low']],
      'delivery carrier=B': [[20, 200]],
      'delivery carrier=C': [[40, 50, 'low']],
    },
  });
  await world.run(0, 60);
  expect(world.arrived()).toEqual(['slack 21 first: B', 'mail 30 digest: B, A over']);
});
