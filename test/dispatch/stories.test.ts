import { describe, expect, test } from 'vitest';
import type { Actor } from '../../functions/core/handling.ts';
import { down, tellingWorld } from '../support/telling-world.ts';
import { type Fires, toldRule } from '../support/told-alert.ts';

const ana: Actor = { name: 'Ana Ruiz', via: 'slack' };

describe("an evening's incident, escalated by the ladder of the documents", () => {
  const ladder = {
    routes: [{ to: ['slack'], escalate: 'ladder', wait: '0m', interval: '5m' }],
    escalations: {
      ladder: {
        steps: [
          { after: '0m', to: ['slack', 'mail'] },
          { after: '15m', to: ['pagerduty', 'sms'] },
          { after: '30m', to: ['phone'] },
          { after: '60m', to: ['manager'] },
        ],
      },
    },
    channels: {
      slack: { kind: 'slack' as const },
      mail: { kind: 'slack' as const },
      pagerduty: { kind: 'pagerduty' as const },
      sms: { kind: 'slack' as const },
      phone: { kind: 'slack' as const },
      manager: { kind: 'slack' as const },
    },
  };
  const incident = 'delivery carrier=AT&T';
  const fires = (to: number): Fires => ({ [incident]: [[0, to, 'critical']] });

  test('nobody answers: everybody is called in turn, and everybody hears the end', async () => {
    const world = tellingWorld({ ...ladder, fires: fires(70) });
    await world.run(0, 80);
    expect(world.arrived().sort()).toEqual(
      [
        'slack 0 first: AT&T',
        'mail 0 first: AT&T',
        'pagerduty 15 escalated: AT&T',
        'sms 15 escalated: AT&T',
        'phone 30 escalated: AT&T',
        'manager 60 escalated: AT&T',
        ...['slack', 'mail', 'pagerduty', 'sms', 'phone', 'manager'].map(
          (channel) => `${channel} 70 resolved: AT&T over`,
        ),
      ].sort(),
    );
  });

  test('acknowledged at 14 minutes: nobody else is called, PagerDuty never, and the end comes to the two who know', async () => {
    const world = tellingWorld({ ...ladder, fires: fires(90) });
    await world.run(0, 14);
    world.act(incident, { do: 'acknowledge', by: ana }, 14);
    await world.run(15, 100);
    expect(world.arrived()).toEqual([
      'slack 0 first: AT&T',
      'mail 0 first: AT&T',
      'slack 90 resolved: AT&T over',
      'mail 90 resolved: AT&T over',
    ]);
  });

  test('4.8: acknowledged at 16, let go at 40: the phone is called at once, and once', async () => {
    const world = tellingWorld({ ...ladder, fires: fires(65) });
    await world.run(0, 16);
    world.act(incident, { do: 'acknowledge', by: ana }, 16);
    await world.run(17, 40);
    world.act(incident, { do: 'unacknowledge', by: ana }, 40);
    await world.run(41, 64);
    expect(world.arrived('phone')).toEqual(['phone 41 escalated: AT&T']);
    // PagerDuty heard of the acknowledgement, and hears that it is over.
    expect(world.arrived('pagerduty')).toEqual([
      'pagerduty 15 escalated: AT&T',
      'pagerduty 17 acknowledged: AT&T',
      'pagerduty 41 unacknowledged: AT&T',
    ]);
  });

  test('resolved at 20: two steps, and the end for those who were called', async () => {
    const world = tellingWorld({ ...ladder, fires: fires(20) });
    await world.run(0, 60);
    expect(world.arrived().filter((line) => line.includes(' 20 '))).toHaveLength(4);
    expect(world.arrived('phone')).toEqual([]);
  });
});

test('a flapping route: told so once, reminded while it flaps, and its end when it rests', async () => {
  const turns = Array.from({ length: 12 }, (_, turn) => [turn * 4, turn * 4 + 2] as const);
  const world = tellingWorld({
    rules: [{ ...toldRule, id: 'delivery', cooldown: '10m', repeatInterval: '15m' }],
    routes: [{ to: ['slack'], wait: '0m', interval: '1m' }],
    channels: { slack: { kind: 'slack' } },
    fires: { 'delivery carrier=AT&T': turns },
    flapping: true,
  });
  await world.run(0, 100);
  expect(world.arrived()).toEqual([
    'slack 0 first: AT&T',
    'slack 2 resolved: AT&T over',
    'slack 8 flapping: AT&T',
    'slack 24 repeat: AT&T',
    'slack 40 repeat: AT&T',
    'slack 66 resolved: AT&T over',
  ]);
});

test('a maintenance window over the night in which the clocks go back mutes both hours of the same name', async () => {
  const world = tellingWorld({
    tenants: { main: { timeZone: 'America/New_York' } },
    start: Date.parse('2026-11-01T01:00:00Z'), // 21:00 EDT of the day before
    intervals: { nightly: { times: [{ from: '22:00', to: '06:00' }] } },
    maintenance: [{ name: 'nightly work', match: { rule: 'delivery' }, during: 'nightly' }],
    routes: [{ to: ['slack'], wait: '0m', interval: '1m' }],
    channels: { slack: { kind: 'slack' } },
    fires: {
      // 21:30, before it begins; ends at 23:00, which passes.
      'delivery carrier=before': [[30, 120]],
      // 01:30 EDT and 01:30 EST.
      'delivery carrier=first': [[270, 300]],
      'delivery carrier=second': [[330, 360]],
      // 03:00 EST, and still there at 06:00 EST, which is ten hours after 21:00.
      'delivery carrier=lasting': [[420, 700]],
      'other carrier=untouched': [[300, 310]],
    },
  });
  await world.run(0, 620);
  expect(world.arrived()).toEqual([
    'slack 30 first: before',
    'slack 120 resolved: before over',
    'slack 300 first: untouched',
    'slack 310 resolved: untouched over',
    'slack 600 first: lasting',
  ]);
});

test('Slack down for 20 minutes: PagerDuty is not kept waiting, Slack hears once when it is back, and then the end', async () => {
  const world = tellingWorld({
    routes: [{ to: ['slack', 'pagerduty'], wait: '0m', interval: '5m' }],
    channels: { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' } },
    fires: { 'delivery carrier=AT&T': [[0, 60]], 'delivery carrier=Verizon': [[8, 60]] },
    answers: (channel, at) =>
      channel === 'slack' && at < 20 ? down : { kind: 'answered', status: 202, headers: {}, body: 'ok' },
  });
  await world.run(0, 70);
  expect(world.arrived('pagerduty')).toEqual([
    'pagerduty 0 first: AT&T',
    'pagerduty 10 new-alerts: Verizon, AT&T',
    'pagerduty 60 resolved: AT&T over, Verizon over',
  ]);
  const [back, ...rest] = world.arrived('slack');
  expect(back).toMatch(/^slack 2\d first: AT&T, Verizon$/);
  expect(rest).toEqual(['slack 60 resolved: AT&T over, Verizon over']);
});

describe('40 campaigns that fail because one carrier does', () => {
  const campaigns: Fires = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `by-campaign provider=telnyx campaign=c${index}`,
      [[index % 2, 60]] as const,
    ]),
  );
  const setting = {
    routes: [{ to: ['slack'] }],
    channels: { slack: { kind: 'slack' as const } },
  };

  test('are one message, and one at the end', async () => {
    const world = tellingWorld({ ...setting, fires: campaigns });
    await world.run(0, 70);
    expect(world.arrived()).toEqual(['slack 1 first: 40 alerts', 'slack 61 resolved: 40 alerts']);
  });

  test('are none while the carrier itself is told of, where that inhibits them', async () => {
    const world = tellingWorld({
      ...setting,
      inhibit: [{ source: { rule: 'by-carrier' }, target: { rule: 'by-campaign' }, equal: ['provider'] }],
      fires: { ...campaigns, 'by-carrier provider=telnyx carrier=AT&T': [[0, 60]] },
    });
    await world.run(0, 70);
    expect(world.arrived()).toEqual(['slack 1 first: AT&T', 'slack 61 resolved: AT&T over']);
  });
});
