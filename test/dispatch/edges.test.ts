import { describe, expect, test } from 'vitest';
import type { Actor } from '../../functions/core/handling.ts';
import { evening, tellingWorld } from '../support/telling-world.ts';

const ana: Actor = { name: 'Ana Ruiz', via: 'slack' };
const slack = { slack: { kind: 'slack' as const } };
const atOnce = { to: ['slack'], wait: '0m', interval: '5m' };

test('a source that has become milder inhibits no more what only its worst did', async () => {
  const world = tellingWorld({
    routes: [atOnce],
    channels: slack,
    inhibit: [{ source: { rule: 'source', severity: 'critical' }, target: { rule: 'target' } }],
    fires: {
      'source carrier=A': [
        [0, 10, 'critical'],
        [10, 60, 'low'],
      ],
      'target carrier=B': [[0, 60]],
    },
  });
  await world.run(0, 20);
  expect(world.arrived()).toEqual(['slack 0 first: A', 'slack 10 first: B']);
});

test('what fires on in a group that closed while it was silenced is told when the silence ends, cooldown or not', async () => {
  const world = tellingWorld({
    routes: [{ ...atOnce, groupBy: ['rule'] }],
    channels: slack,
    fires: { 'delivery carrier=X': [[0, 100]], 'delivery carrier=Z': [[0, 20]] },
  });
  await world.run(0, 9);
  world.silences.push({
    ...{ id: 's', tenant: 'main', rev: 1, by: ana, comment: '', createdAt: evening },
    matchers: [{ label: 'carrier', op: '=', value: 'X' }],
    startsAt: evening + 10 * 60_000,
    endsAt: evening + 40 * 60_000,
  });
  await world.run(10, 60);
  expect(world.arrived()).toEqual(['slack 0 first: X, Z', 'slack 20 resolved: Z over', 'slack 40 first: X']);
});

test('nobody is called by a policy while its route is outside its hours', async () => {
  const world = tellingWorld({
    intervals: { office: { times: [{ from: '09:00', to: '18:30' }] } },
    routes: [{ ...atOnce, during: ['office'], escalate: 'policy' }],
    escalations: {
      policy: {
        steps: [
          { after: '15m', to: ['pagerduty'] },
          { after: '45m', to: ['phone'] },
        ],
      },
    },
    channels: { ...slack, pagerduty: { kind: 'pagerduty' }, phone: { kind: 'slack' } },
    fires: { 'delivery carrier=A': [[0, 60 * 24]] },
  });
  await world.run(0, 60 * 16);
  // 18:00, 18:15; from 18:30 on nobody; 09:00 of the next day.
  expect(world.arrived()).toEqual([
    'slack 0 first: A',
    'pagerduty 15 escalated: A',
    `pagerduty ${15 * 60 + 15} escalated: A`,
    `phone ${15 * 60 + 45} escalated: A`,
  ]);
});

describe('a digest', () => {
  const digest = {
    routes: [{ to: ['slack'], digest: { at: '18:05' } }],
    channels: slack,
    fires: { 'delivery carrier=A': [[1, 3] as const], 'delivery carrier=B': [[1, 60] as const] },
  };

  test('that was made is not made again, if its dispatch is repeated', async () => {
    const world = tellingWorld(digest);
    await world.run(0, 5);
    await world.run(5, 8);
    expect(world.arrived()).toEqual(['slack 5 digest: B, A over']);
  });

  test('that was lost is told by the next one', async () => {
    const world = tellingWorld({ ...digest, answers: (_, at) => (at < 60 ? refused : taken) });
    await world.run(0, 5 + 24 * 60);
    expect(world.arrived()).toEqual([`slack ${5 + 24 * 60} digest: A over, B over`]);
  });
});

const refused = { kind: 'answered' as const, status: 404, headers: {}, body: '' };
const taken = { ...refused, status: 200 };
