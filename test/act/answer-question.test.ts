import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActDeps } from '../../functions/act/act-deps.ts';
import type { ActOutcome } from '../../functions/act/act-outcome.ts';
import { answerQuestion } from '../../functions/act/answer-question.ts';
import type { AuditRecord } from '../../functions/core/audit-record.ts';
import { noticeRecord } from '../../functions/core/notice-record.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import { outage } from '../support/alerts.ts';
import { startTables } from '../support/tables.ts';
import { watchedCalls } from '../support/watched-calls.ts';
import { actWorld, anna, now } from './act-world.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

/** Of one action each, the newest first, as the log gives them. */
function records(times: readonly number[], size = 1): AuditRecord[] {
  const changes = [{ what: 'override of routes', before: 'as deployed', after: 'x'.repeat(size) }];
  return times.map((at, index) => ({ tenant: 'main', id: String(index), at, by: anna, did: 'set-override', changes }));
}

/** Asks until nothing more is said to be there. */
async function allOf(kept: readonly AuditRecord[], deps: ActDeps) {
  const pages: Extract<ActOutcome, { kind: 'audit' }>[] = [];
  const audited: ActDeps['audited'] = async ({ from, to, limit }) =>
    kept.filter(({ at }) => from <= at && at < to).slice(0, limit);
  for (let to: number | undefined; ; ) {
    const page = await answerQuestion('main', { do: 'list-audit', from: 0, ...(to && { to }) }, { ...deps, audited });
    if (page.kind !== 'audit') throw new Error(page.kind);
    pages.push(page);
    if (page.more === undefined) return pages;
    to = page.more;
  }
}

test.each<[string, AuditRecord[], number]>([
  ['as many as an answer holds', records(Array.from({ length: 500 }, (_, n) => now - n)), 1],
  ['one more', records(Array.from({ length: 501 }, (_, n) => now - n)), 2],
  [
    'two of one millisecond where the answer ends',
    records(Array.from({ length: 501 }, (_, n) => now - Math.min(n, 499))),
    2,
  ],
  ['some that are too large together', records([now, now - 1, now - 2, now - 3, now - 4], 1_500_000), 3],
])('the audit of %s: each is told once, and whether there is more', async (_, kept, pages) => {
  const { deps } = actWorld(db);
  const told = await allOf(kept, deps);
  expect(told.flatMap((page) => page.records)).toEqual(kept);
  expect(told).toHaveLength(pages);
  for (const page of told) expect(JSON.stringify(page).length).toBeLessThan(6_000_000);
});

test('a span that ends before it begins is refused, and nothing is read', async () => {
  const world = actWorld(db);
  expect(await world.do({ do: 'list-audit', from: now, to: now })).toEqual({
    kind: 'refused',
    why: 'the beginning has to be before the end',
  });
});

test('what fires is found by one query for each rule, whatever other tenants have', async () => {
  const watched = watchedCalls(db.client);
  const world = actWorld({ ...db, client: watched.client });
  const other = actWorld(db);
  for (const id of ['a', 'b', 'c']) await other.fire({ id: id.repeat(12) });
  await world.fire();
  const before = watched.calls();
  expect(await world.do({ do: 'list-alerts' })).toMatchObject({ kind: 'alerts', alerts: [{ id: '7f3a9c0b1d2e' }] });
  const rules = allRules(world.deps.config.rules).length;
  expect(watched.calls() - before).toBe(rules + 1);
});

test('of more alerts than an answer holds the worst are told, and how many more there are', async () => {
  const { deps } = actWorld(db);
  const mild = Array.from({ length: 502 }, (_, n) => outage({ tenant: 'main', id: `a${n}`, severity: 'low' }));
  const firing = [...mild, outage({ tenant: 'main', id: 'worst', severity: 'critical' })];
  const alertsOfRule = async (_: string, rule: string) => firing.filter((alert) => alert.rule === rule);
  const told = await answerQuestion('main', { do: 'list-alerts' }, { ...deps, alertsOfRule });
  if (told.kind !== 'alerts') throw new Error(told.kind);
  expect([told.alerts.length, told.more, told.alerts[0]?.id]).toEqual([500, 3, 'worst']);
});

test('R-29: what channels were told of an alert, and what became of it, can be asked for', async () => {
  const world = actWorld(db);
  const attempt = (at: number, alert: string, channel = 'slack') =>
    noticeRecord({
      tenant: world.tenant,
      at,
      group: '0123456789ab',
      seq: 1,
      channel,
      kind: 'firing',
      reason: 'first',
      severity: 'critical',
      outcome: 'sent',
      attempts: 1,
      alerts: [{ rule: 'delivery', id: alert }],
    });
  const [old, first, last, other] = [
    attempt(now - 2 * day, '7f3a9c0b1d2e'),
    attempt(now - hour, '7f3a9c0b1d2e'),
    attempt(now - minute, '7f3a9c0b1d2e', 'mail'),
    attempt(now - 2 * minute, '000000000000'),
  ];
  for (const one of [old, first, last, other]) await world.notice(one);
  expect(await world.do({ do: 'list-notices', since: day, alert: '7F3A9C' })).toEqual({
    kind: 'notices',
    records: [last, first],
  });
  const all = await world.do({ do: 'list-notices', since: 1000 * day });
  expect(all).toMatchObject({ kind: 'notices', records: [{ at: last.at }, { at: other.at }, first, old] });
});

test('what is before all that is asked for has no notices', async () => {
  const world = actWorld(db);
  const cursor = `${new Date(now - 2 * day).toISOString()}#0123456789ab#1#1`;
  expect(await world.do({ do: 'list-notices', since: day, cursor })).toEqual({ kind: 'notices', records: [] });
});
