import { act } from '../../functions/act/act.ts';
import type { FrontDeps } from '../../functions/act/act-deps.ts';
import type { ActRequest } from '../../functions/act/act-request.ts';
import { actTables } from '../../functions/aws/act-tables.ts';
import { alertsTable } from '../../functions/aws/alerts-table.ts';
import { groupLogTable } from '../../functions/aws/group-log-table.ts';
import { groupsTable } from '../../functions/aws/groups-table.ts';
import { noticeLog } from '../../functions/aws/notice-log.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { Group, Told } from '../../functions/core/group.ts';
import type { Actor } from '../../functions/core/handling.ts';
import { minute } from '../../functions/core/time.ts';
import { outage, outageStart } from '../support/alerts.ts';
import { rememberingLog } from '../support/fakes.ts';
import type { startTables } from '../support/tables.ts';

export const now = outageStart + 12 * minute;
export const anna: Actor = { name: 'Anna', via: 'cli' };
export const ben: Actor = { name: 'Ben', via: 'slack' };
export const actionKey = 'k'.repeat(64);
export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';

const config = defineConfig({
  tenants: { main: { timeZone: 'America/New_York' } },
  rules: [...recommendedRules],
  channels: { slack: { kind: 'slack' } },
  routes: [{ to: ['slack'] }],
  onCall: {
    people: { anna: { name: 'Anna Ruiz' }, ben: { name: 'Ben Okafor' } },
    schedules: { primary: { people: ['anna', 'ben'], start: '2026-01-05', handOff: '09:30' } },
  },
});

/** Ids of 12 hex digits, told apart from the first on. */
function idMaker(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${made.toString(16)}`.padEnd(12, 'f');
  };
}

let worlds = 0;

/** Everything that people can do, on tables in memory, for a tenant of its own. */
export function actWorld({ client, tables }: Awaited<ReturnType<typeof startTables>>) {
  worlds += 1;
  const tenant = `tenant-${worlds}`;
  const clock = { now };
  const posted: { url: string; body: string }[] = [];
  const log = rememberingLog();
  const stored = actTables({ client, alertsName: tables.alerts, stateName: tables.state, now: () => clock.now, log });
  const deps: FrontDeps = {
    config: {
      ...config,
      tenants: Object.fromEntries(Object.values(config.tenants).map((settings) => [tenant, settings])),
    },
    ...stored,
    now: () => clock.now,
    newId: idMaker(),
    stage: 'prod',
    actionKey: async () => actionKey,
    secret: async () => ({ kind: 'known', lines: [signingSecret] }),
    post: async ({ url, body }) => {
      posted.push({ url, body });
      return { kind: 'answered', status: 200, headers: {}, body: 'ok' };
    },
    wall: () => clock.now,
    log,
  };
  return {
    tenant,
    deps,
    clock,
    log,
    posted,
    do: (action: ActRequest['action'], by: Actor = anna) => act({ tenant, by, action }, deps),
    audit: stored.audit,
    notice: noticeLog(client, tables.state).record,
    audited: () => stored.audited({ tenant, from: 0, to: clock.now + minute, limit: 100 }),
    /** Stores an alert that fires. */
    fire: async (changes: Partial<Alert> = {}) => {
      const alert = outage({ tenant, rev: 1, ...changes });
      if (!(await alertsTable(client, tables.alerts).save(alert))) throw new Error(`${alert.id} is there already`);
      return alert;
    },
    /** Stores a group whose channel was told of alerts, that they fire or that they ended. */
    tell: async (members: readonly Alert[], changes: Partial<Group> = {}, kind: Told['kind'] = 'firing') => {
      const group: Group = { ...groupOf(tenant), ...changes };
      await groupsTable(client, tables.alerts).save(group);
      const told = members.map(({ id, rule }) => [id, { rule, kind, severity: 'critical' as const, at: now }]);
      const log = { group: group.id, channel: 'slack', seq: 1, outcome: 'sent' as const, attempts: 1, triedAt: now };
      await groupLogTable(client, tables.state).write(tenant, { ...log, told: Object.fromEntries(told) });
      return group;
    },
  };
}

function groupOf(tenant: string): Group {
  return {
    tenant,
    id: '0123456789ab',
    route: '0',
    channel: 'slack',
    labels: { rule: 'delivery-by-carrier', provider: 'telnyx' },
    startedAt: outageStart,
    wait: minute,
    interval: 5 * minute,
    tick: now,
    rev: 1,
  };
}
