import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertsTable } from '../../functions/aws/alerts-table.ts';
import { dispatchReader } from '../../functions/aws/dispatch-table.ts';
import { groupsTable } from '../../functions/aws/groups-table.ts';
import { handlingTable } from '../../functions/aws/handling-table.ts';
import { overrideReader, overrideTable } from '../../functions/aws/override-table.ts';
import { unreadableTeller } from '../../functions/aws/read-item.ts';
import { escalate } from '../../functions/core/escalate.ts';
import { day, minute } from '../../functions/core/time.ts';
import { startDynamo } from '../support/dynamo.ts';
import { dawn } from '../support/evaluation.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { toldAlert } from '../support/told-alert.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo(['alerts', 'state']);
});
afterAll(() => dynamo.stop());

const put = (TableName: string, Item: Record<string, unknown>) =>
  dynamo.client.send(new PutCommand({ TableName, Item }));
const found = toldAlert(undefined, { name: 'delivery carrier=A', spells: [[0, 99]], flapping: false }, dawn, () => 0);
if (found === undefined) throw new Error('it fires');
const alert = { ...found, rev: 1 };
const handling = { tenant: 'main', rule: 'delivery', alert: 'one', rev: 1, episode: 1, comments: [] };
const group = { tenant: 'main', id: 'a', route: '0', channel: 'slack', labels: {}, wait: 0, interval: 1, tick: 1 };

function told() {
  const { sums, metric } = metricSums();
  const log = rememberingLog();
  return { tell: unreadableTeller(metric, log), sums, lines: log.lines };
}

test('what cannot be read of what people said and channels were told hides nothing else, is counted and named by its key', async () => {
  await handlingTable({ client: dynamo.client, tableName: 'state', now: () => dawn }).save(handling);
  await put('state', { ...handling, pk: 'dispatch#main', sk: 'handling#two', comments: 'secret' });
  await put('state', { pk: 'dispatch#main', sk: 'log#a', told: 7 });
  await put('state', { pk: 'dispatch#main', sk: 'silence#s', matchers: [] });
  const { tell, sums, lines } = told();
  const said = await dispatchReader({ client: dynamo.client, tableName: 'state' }, tell)('main');
  expect(said).toEqual({ silences: [], overrides: [], handlings: [handling], logs: [] });
  expect(sums.DispatchFailed).toBe(3);
  expect(lines.map(({ fields }) => fields.sk).sort()).toEqual(['handling#two', 'log#a', 'silence#s']);
  expect(lines).toContainEqual({
    level: 'error',
    message: 'item not readable',
    fields: { pk: 'dispatch#main', sk: 'handling#two', at: 'comments' },
  });
  expect(JSON.stringify(lines)).not.toContain('secret');
});

test('an override that cannot be read hides no other', async () => {
  const state = { client: dynamo.client, tableName: 'state', now: () => dawn };
  const by = { name: 'ana', via: 'cli' } as const;
  const override = { section: 'rules', value: { delivery: { enabled: false } }, by, at: dawn } as const;
  await overrideTable(state).save('other', override, undefined);
  await put('state', { pk: 'dispatch#other', sk: 'override#routes', section: 'routes', at: 'never' });
  const { tell, sums } = told();
  expect(await overrideReader(state, tell)('other')).toEqual([override]);
  expect(sums.DispatchFailed).toBe(1);
});

test('a group that cannot be read hides no other', async () => {
  const groups = groupsTable(dynamo.client, 'alerts');
  await groups.save({ ...group, rev: 1 });
  await put('alerts', { ...group, pk: 'main#~groups', sk: 'b', rev: 'one' });
  const { tell, sums } = told();
  expect(await groups.all('main', tell)).toEqual([{ ...group, rev: 1 }]);
  expect(sums.DispatchFailed).toBe(1);
});

test('alerts of a rule of which one cannot be read are none that could be told of', async () => {
  const alerts = alertsTable(dynamo.client, 'alerts');
  await alerts.save(alert);
  const { tell, sums } = told();
  expect(await alerts.ofRuleIfReadable('main', 'delivery', tell)).toEqual([alert]);
  await put('alerts', { pk: 'main#delivery', sk: 'zzz', state: 'firing' });
  expect(await alerts.ofRuleIfReadable('main', 'delivery', tell)).toBeUndefined();
  expect(sums.DispatchFailed).toBe(1);
  expect(await alerts.ofRuleIfReadable('main', 'other', tell)).toEqual([]);
});

test('an escalation is written over what was done about the alert long ago, which has expired and is still there', async () => {
  const table = { client: dynamo.client, tableName: 'state' };
  const handlings = handlingTable({ ...table, now: () => dawn - 40 * day });
  const old = { ...handling, tenant: 'long', alert: alert.id, comments: [], firedAt: dawn - 40 * day };
  expect(await handlings.save(old)).toBe(true);
  const said = await dispatchReader(table, () => undefined)('long');
  const policy = { name: 'ladder', steps: [{ after: 0, to: ['boss'] }], repeat: 0, repeatAfter: minute };
  const situation = { alert: { ...alert, tenant: 'long' }, policy, muted: false, acknowledged: false };
  const next = escalate(said.handlings[0], situation, dawn);
  expect(next?.escalation?.called).toEqual({ boss: dawn });
  expect(next && (await handlings.save(next))).toBe(true);
});
