import { expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { Group } from '../../functions/core/group.ts';
import { minute } from '../../functions/core/time.ts';
import { type CoveredDeps, dispatchCovered } from '../../functions/dispatch/dispatch-covered.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { toldAlert, toldRule } from '../support/told-alert.ts';

const start = Date.UTC(2026, 10, 20, 18);
const minuteOf = (at: number) => (at - start) / minute;

/** Two tenants, one alert of each, from minute 0; the first of them cannot be dispatched at some minutes. */
function twoTenants(fails: (at: number) => boolean) {
  const config = defineConfig({
    tenants: { acme: {}, main: {} },
    rules: [{ ...toldRule, id: 'delivery' }],
    routes: [{ to: ['slack'], wait: '2m', interval: '1h' }],
    channels: { slack: { kind: 'slack' } },
  });
  const groups = new Map<string, Group>();
  const cursors = new Map<string, number>();
  const { sums, metric } = metricSums();
  const log = rememberingLog();
  let now = start;
  const alertOf = (tenant: string): Alert[] => {
    const story = { name: 'delivery provider=telnyx', spells: [[0, 99] as [number, number]], flapping: false };
    const alert = toldAlert(undefined, story, start, minuteOf);
    return alert ? [{ ...alert, tenant, id: `alert of ${tenant}` }] : [];
  };
  const deps: CoveredDeps = {
    config,
    alertsOfRule: async (tenant) => alertOf(tenant),
    groups: async (tenant) => {
      if (tenant === 'acme' && fails(minuteOf(now))) throw new Error('unreadable');
      return [...groups.values()].filter((group) => group.tenant === tenant);
    },
    saveGroup: async (group) => Boolean(groups.set(group.id, group)),
    said: async () => ({ silences: [], handlings: [], overrides: [], logs: [] }),
    saveHandling: async () => true,
    covered: async () => now,
    dispatched: async (tenant) => cursors.get(tenant),
    moveDispatched: async (tenant, tick) => Boolean(cursors.set(tenant, tick)),
    catchUp: 30 * minute,
    metric,
    log,
  };
  const run = async (from: number, to: number) => {
    for (now = start + from * minute; now <= start + to * minute; now += minute) await dispatchCovered(deps);
  };
  const decided = () =>
    [...groups.values()].flatMap(({ tenant, outbox }) => (outbox ? `${tenant} ${minuteOf(outbox.at)}` : [])).sort();
  return { deps, run, decided, sums, log, cursors };
}

test('a tenant that cannot be dispatched holds up no other, is counted and named in the log', async () => {
  const world = twoTenants(() => true);
  await world.run(0, 2);
  expect(world.decided()).toEqual(['main 2']);
  expect(world.sums.DispatchFailed).toBe(3);
  expect(world.log.lines.filter(({ level }) => level === 'error')).toContainEqual({
    level: 'error',
    message: 'tenant not dispatched',
    fields: { tenant: 'acme', tick: '2026-11-20T18:01:00.000Z', error: 'Error: unreadable' },
  });
});

test.each([
  ['at the minute of its flush', 2, 2],
  ['for twenty minutes around its flush', 1, 20],
  ['for longer than is caught up with', 1, 40],
])('a group of a tenant that failed %s is flushed as soon as it works again', async (_, from, to) => {
  const world = twoTenants((at) => from <= at && at <= to);
  await world.run(0, to);
  expect(world.decided()).toEqual(to < 2 ? [] : ['main 2']);
  await world.run(to + 1, to + 1);
  const [acme] = world.decided();
  expect(Number(acme?.split(' ')[1])).toBeLessThanOrEqual(to + 1);
  expect(acme).toMatch(/^acme /);
  expect(world.cursors.get('acme')).toBe(start + (to + 1) * minute);
});

test('a table of cursors that cannot be read fails the whole run', async () => {
  const { deps } = twoTenants(() => false);
  const broken = { ...deps, dispatched: () => Promise.reject(new Error('no table')) };
  await expect(dispatchCovered(broken)).rejects.toThrow('no table');
});
