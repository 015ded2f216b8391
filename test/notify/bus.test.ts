import { describe, expect, test } from 'vitest';
import { outage } from '../support/alerts.ts';
import { notifyWorld } from '../support/notify-world.ts';

const both = { slack: {}, pagerduty: {} };

describe('the event bus', () => {
  test('hears of every change of state and severity, and of nothing else', async () => {
    const world = notifyWorld();
    const { firedAt: _, ...pending } = outage({ state: 'pending', severity: 'high' });
    world.stored.alert = pending;
    const steps = [
      { sequence: '0', before: undefined, after: pending },
      world.change({ state: 'firing' }),
      world.change({ tick: 5 }),
      world.change({ severity: 'critical' }),
      ...world.decide(both),
      world.change({ state: 'inactive', tick: 9, resolvedAt: 9 }),
      world.change({ state: 'pending' }),
      world.change({ state: 'inactive', tick: 12 }),
    ];
    await world.notify(...steps);
    expect(world.events.map(({ detailType }) => detailType)).toEqual([
      'Alert pending',
      'Alert firing',
      'Alert severity changed',
      'Alert resolved',
      'Alert pending',
      'Alert inactive',
    ]);
    expect(world.events[0]?.detail).toMatchObject({ id: '7f3a9c0b1d2e', state: 'pending', stage: 'prod' });
    expect(world.events[0]?.detail).not.toHaveProperty('outbox');
  });

  test('when it is down holds up no channel, and the batch comes again without sending twice', async () => {
    const world = notifyWorld();
    const change = world.change({ state: 'firing' }, outage({ state: 'pending' }));
    const decided = world.decide(both);
    world.broken.bus = true;
    expect(await world.notify(change, ...decided)).toEqual({ kind: 'unfinished', from: change.sequence });
    expect(world.sent).toHaveLength(2);
    world.broken.bus = false;
    expect(await world.notify(change, ...decided)).toEqual({ kind: 'done' });
    expect(world.sent).toHaveLength(2);
    expect(world.events).toHaveLength(1);
  });
});
