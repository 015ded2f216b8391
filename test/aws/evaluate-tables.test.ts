import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertsTable } from '../../functions/aws/alerts-table.ts';
import { countLagReader } from '../../functions/aws/count-lag.ts';
import { cursorTable, shardCursor } from '../../functions/aws/cursor-table.ts';
import { dispatchReader } from '../../functions/aws/dispatch-table.ts';
import { groupLogTable } from '../../functions/aws/group-log-table.ts';
import { groupsTable } from '../../functions/aws/groups-table.ts';
import { handlingTable } from '../../functions/aws/handling-table.ts';
import { judgedRulesTable } from '../../functions/aws/judged-rules-table.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { Group, GroupLog } from '../../functions/core/group.ts';
import type { Handling } from '../../functions/core/handling.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { startDynamo } from '../support/dynamo.ts';

const noon = Date.UTC(2025, 5, 2, 12);
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo(['alerts', 'state']);
});
afterAll(() => dynamo.stop());

const alert: Alert = {
  tenant: 'main',
  rule: 'delivery',
  labels: { provider: 'telnyx' },
  id: '0123456789ab',
  state: 'firing',
  levels: { critical: { state: 'firing', activeAt: noon, firedAt: noon } },
  severity: 'critical',
  tick: noon,
  rev: 1,
  episode: 1,
  since: noon,
  firedAt: noon,
  knownAt: noon,
  evidence: { value: 0.5, sample: 100, failures: 50, window: { from: noon, to: noon }, codes: [], hit: [] },
};

describe('the alerts table', () => {
  test('saves an alert once for each revision', async () => {
    const alerts = alertsTable(dynamo.client, 'alerts');
    expect(await alerts.save(alert)).toBe(true);
    expect(await alerts.save(alert)).toBe(false);
    expect(await alerts.save({ ...alert, rev: 3 })).toBe(false);
    expect(await alerts.save({ ...alert, rev: 2 })).toBe(true);
    expect(await alerts.get('main', 'delivery', alert.id)).toEqual({ ...alert, rev: 2 });
    expect(await alerts.get('main', 'delivery', 'other')).toBeUndefined();
  });

  test('gives all alerts of a rule, whatever their state', async () => {
    const alerts = alertsTable(dynamo.client, 'alerts');
    const over: Alert = { ...alert, rule: 'overdue', id: 'over', state: 'inactive', levels: {} };
    const fires: Alert = { ...alert, rule: 'overdue', id: 'fires' };
    await alerts.save(over, noon);
    await alerts.save(fires);
    expect((await alerts.ofRule('main', 'overdue')).map(({ id }) => id).sort()).toEqual(['fires', 'over']);
    expect(await alerts.ofRule('other', 'overdue')).toEqual([]);
  });
});

const group: Group = {
  tenant: 'main',
  id: 'aabbccddeeff',
  route: '0',
  channel: 'slack',
  labels: { rule: 'delivery' },
  startedAt: noon,
  wait: 0,
  interval: minute,
  tick: noon,
  rev: 1,
};

describe('the groups', () => {
  test('are saved once for each revision, and lie beside alerts without being taken for any', async () => {
    const groups = groupsTable(dynamo.client, 'alerts');
    expect(await groups.save(group)).toBe(true);
    expect(await groups.save(group)).toBe(false);
    expect(await groups.save({ ...group, rev: 2 }, noon)).toBe(true);
    expect(await groups.get('main', group.id)).toEqual({ ...group, rev: 2 });
    expect(await groups.all('main')).toEqual([{ ...group, rev: 2 }]);
    expect(await groups.all('other')).toEqual([]);
    const alerts = await alertsTable(dynamo.client, 'alerts').ofRule('main', 'delivery');
    expect(alerts.map(({ id }) => id)).not.toContain(group.id);
  });
});

describe('what was said and told', () => {
  const log: GroupLog = {
    group: 'a',
    channel: 'slack',
    seq: 2,
    outcome: 'retrying',
    attempts: 1,
    triedAt: noon,
    told: { one: { rule: 'delivery', kind: 'firing', severity: 'high', at: noon, lastFiringSentAt: noon } },
  };

  test('takes of a log a later notice and a later attempt, and neither an earlier one nor an earlier notice', async () => {
    const logs = groupLogTable(dynamo.client, 'state');
    expect(await logs.write('main', log)).toBe(true);
    expect(await logs.write('main', { ...log, outcome: 'sent', attempts: 2 })).toBe(true);
    expect(await logs.write('main', { ...log, seq: 1 })).toBe(false);
    expect(await logs.write('main', { ...log, outcome: 'retrying', attempts: 1 })).toBe(false);
    expect(await logs.get('main', 'a')).toEqual({ ...log, outcome: 'sent', attempts: 2 });
    expect(await logs.get('main', 'b')).toBeUndefined();
  });

  test('is read at once, of one tenant', async () => {
    const table = { client: dynamo.client, tableName: 'state' };
    const handling: Handling = { tenant: 'main', rule: 'delivery', alert: 'one', rev: 1, episode: 1, comments: [] };
    await handlingTable({ ...table, now: () => noon }).save(handling);
    await groupLogTable(dynamo.client, 'state').write('other', log);
    const said = await dispatchReader(table, () => undefined)('main');
    expect(said).toEqual({
      silences: [],
      overrides: [],
      handlings: [handling],
      logs: [expect.objectContaining({ group: 'a' })],
    });
  });
});

describe('the cursor', () => {
  test('only moves forward', async () => {
    const cursor = cursorTable(dynamo.client, 'state', 'evaluate');
    expect(await cursor.read()).toBeUndefined();
    expect(await cursor.move(noon)).toBe(true);
    expect(await cursor.move(noon)).toBe(false);
    expect(await cursor.move(noon - minute)).toBe(false);
    expect(await cursor.move(noon + minute)).toBe(true);
    expect(await cursor.read()).toBe(noon + minute);
  });

  test('of each of several evaluators begins where the ones before them were, and not at a cursor of something else', async () => {
    const evaluator = (shard: number, of: number) => shardCursor(dynamo.client, 'state', 'judge', shard, of);
    expect(await evaluator(0, 1).read()).toBeUndefined();
    await cursorTable(dynamo.client, 'state', 'judge-else').move(noon + hour);
    await evaluator(0, 1).move(noon);
    expect(await evaluator(1, 2).read()).toBe(noon);
    await evaluator(0, 2).move(noon + 3 * minute);
    await evaluator(1, 2).move(noon + 2 * minute);
    expect(await evaluator(0, 2).read()).toBe(noon + 3 * minute);
    expect(await evaluator(0, 1).read()).toBe(noon + 2 * minute);
  });
});

test('the list of judged rules is what was saved last, and empty at first', async () => {
  const table = judgedRulesTable(dynamo.client, 'state');
  expect(await table.judgedRules()).toEqual({ rules: [], retired: {} });
  const saved = { rules: ['main/delivery'], retired: { 'main/gone': noon } };
  await table.saveJudgedRules(saved);
  expect(await table.judgedRules()).toEqual(saved);
});

describe('the lag of counting', () => {
  test('is how far the newest counted write is behind the newest recorded webhook', async () => {
    const lag = countLagReader(dynamo.client, 'state', ['main', 'other']);
    const put = (pk: string, sk: string, attributes: object) =>
      dynamo.client.send(new PutCommand({ TableName: 'state', Item: { pk, sk, ...attributes } }));
    await put('provider-status#main', 'twilio', { lastRecordedAt: noon });
    expect(await lag()).toBe(0);
    await put('count', 'shard-1', { seenUntil: noon - 9 * minute });
    expect(await lag()).toBe(9 * minute);
    await put('count', 'shard-2', { seenUntil: noon - 2 * minute });
    expect(await lag()).toBe(2 * minute);
    await put('provider-status#other', 'telnyx', { lastRecordedAt: noon + minute });
    expect(await lag()).toBe(3 * minute);
    await put('count', 'shard-1', { seenUntil: noon + hour });
    expect(await lag()).toBe(0);
  });
});
