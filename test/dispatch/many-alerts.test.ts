import { expect, test } from 'vitest';
import type { Group, GroupLog } from '../../functions/core/group.ts';
import { minute } from '../../functions/core/time.ts';
import { evening, tellingWorld } from '../support/telling-world.ts';
import type { Fires } from '../support/told-alert.ts';

const channels = { team: { kind: 'webhook' as const, url: 'https://team.example/hook' } };
/** DynamoDB takes no larger item; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const largestItem = 400 * 1024;

function largest(items: Iterable<Group | GroupLog>): number {
  return Math.max(...[...items].map((item) => JSON.stringify(item).length));
}

test('of 5,000 alerts with one group all are told to fire and to end, the worst first, and no item is too large to be written', async () => {
  const fires: Fires = Object.fromEntries(
    Array.from({ length: 5000 }, (_, n) => {
      const end = n % 2 === 0 ? 3 : 8;
      return [`delivery carrier=c${n}`, [[0, end, n % 100 === 99 ? 'critical' : 'high']]];
    }),
  );
  const world = tellingWorld({
    routes: [{ to: ['team'], groupBy: [], wait: '0m', interval: '5m' }],
    channels,
    fires,
  });
  await world.run(0, 0);
  expect(world.arrived()).toHaveLength(5);
  const critical = (entry: Group['outbox']) =>
    Object.values(entry?.members ?? {}).filter(({ severity }) => severity === 'critical').length;
  expect(world.posts.map(({ entry }) => [Object.keys(entry.members).length, critical(entry)])).toEqual([
    [1000, 50],
    ...Array.from({ length: 4 }, () => [1000, 0]),
  ]);
  await world.run(1, 10);
  expect(Math.max(largest(world.groups.values()), largest(world.logs.values()))).toBeLessThan(largestItem / 2);
  const told = [...world.logs.values()].flatMap((log) => Object.entries(log.told));
  expect(new Set(told.map(([id]) => id)).size).toBe(5000);
  expect(told.filter(([, { kind }]) => kind !== 'resolved')).toEqual([]);
  expect(world.posts.slice(-5).map(({ entry, at }) => `${(at - evening) / minute} ${entry.kind}`)).toEqual(
    Array.from({ length: 5 }, () => '10 resolved'),
  );
}, 60_000);

test('what gets worse, or comes to a group that is full, is told though a thousand others fire', async () => {
  const fires: Fires = Object.fromEntries(
    Array.from({ length: 1000 }, (_, n) => [`delivery carrier=c${n}`, [[0, 99, 'low']]]),
  );
  const world = tellingWorld({
    routes: [{ to: ['team'], groupBy: [], wait: '0m', interval: '1h' }],
    channels,
    fires: { ...fires, 'delivery carrier=late': [[2, 99, 'critical']] },
  });
  await world.run(0, 4);
  expect(world.arrived()).toEqual(['team 0 first: 1000 alerts', 'team 2 first: late']);
}, 60_000);

test('a digest of more than a thousand alerts names the worst thousand, and how many more there are', async () => {
  const fires: Fires = Object.fromEntries(
    Array.from({ length: 1200 }, (_, n) => [`delivery carrier=c${n}`, [[0, 99, n === 1199 ? 'critical' : 'low']]]),
  );
  const world = tellingWorld({ routes: [{ to: ['team'], digest: { at: '18:05' } }], channels, fires });
  await world.run(0, 5);
  const [post] = world.posts;
  expect(Object.keys(post?.entry.members ?? {})).toHaveLength(1000);
  expect(post?.entry).toMatchObject({ kind: 'digest', severity: 'critical', more: 200 });
}, 60_000);
