import { expect, test } from 'vitest';
import { noFaults } from '../support/telling-faults.ts';
import { tellingWorld } from '../support/telling-world.ts';
import { toldRule } from '../support/told-alert.ts';

const one = { routes: [{ to: ['slack'] }], channels: { slack: { kind: 'slack' as const } } };

/** A minute here stands for ten seconds there. */
test('4.3: 30 s / 5 m / 4 h: A at 0:00, B at 0:40, A ends at 6:00 → 0:30 A, 5:30 A and B, 10:30 B and the end of A, then a reminder strictly later than 4 h', async () => {
  const world = tellingWorld({
    rules: [
      {
        ...{ id: 'delivery', kind: 'ratio', of: 'failed', over: 'settled', by: ['provider', 'carrier'] },
        ...{ when: { high: { above: '5%' } }, summary: 'Too many fail' },
        repeatInterval: '24h',
      },
    ],
    routes: [{ to: ['slack'], groupBy: ['rule'], wait: '3m', interval: '30m' }],
    channels: one.channels,
    fires: { 'delivery carrier=A': [[0, 36]], 'delivery carrier=B': [[4, 2000]] },
  });
  await world.run(0, 1540);
  expect(world.arrived()).toEqual([
    'slack 3 first: A',
    'slack 33 new-alerts: B, A',
    'slack 63 some-resolved: B, A over',
    'slack 1533 repeat: B',
  ]);
});

test('an alert that comes back in another group of its channel ends there, though the group of its first time ends before it', async () => {
  const world = tellingWorld({
    routes: [
      { match: { severity: 'critical' }, to: ['slack'], groupBy: [], wait: '0m' },
      { to: ['slack'], groupBy: [], wait: '0m' },
    ],
    channels: one.channels,
    rules: [{ ...toldRule, id: 'delivery', by: ['provider', 'carrier'], cooldown: '5m' }],
    fires: {
      'delivery carrier=A': [
        [0, 10, 'high'],
        [20, 50, 'critical'],
      ],
      'delivery carrier=B': [[0, 30, 'high']],
    },
  });
  await world.run(0, 60);
  expect(world.arrived()).toEqual([
    'slack 0 first: A, B',
    'slack 10 some-resolved: B, A over',
    'slack 20 first: A',
    'slack 30 resolved: B over',
    'slack 50 resolved: A over',
  ]);
});

test.each([0, 1])(
  'of alerts with which a group starts, the one whose route waits the least says how long (order %i)',
  async (order) => {
    const world = tellingWorld({
      routes: [
        { match: { severity: 'critical' }, to: ['slack'], interval: '2m', groupBy: [], escalate: 'ladder' },
        { to: ['slack'], interval: '20m', groupBy: [], escalate: 'ladder' },
      ],
      escalations: { ladder: { steps: [{ after: '0m', to: ['boss'] }] } },
      channels: { slack: { kind: 'slack' }, boss: { kind: 'slack' } },
      fires: { 'delivery carrier=A': [[0, 30, 'high']], 'delivery carrier=B': [[0, 3, 'critical']] },
      faults: { ...noFaults, order },
    });
    await world.run(0, 10);
    expect(world.arrived('boss').map((line) => line.split(':')[0])).toEqual(['boss 0 first', 'boss 4 some-resolved']);
  },
);
