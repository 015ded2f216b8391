import { expect, test } from 'vitest';
import { tellingWorld } from '../support/telling-world.ts';

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
