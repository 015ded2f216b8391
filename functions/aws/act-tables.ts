import type { FrontDeps } from '../act/act-deps.ts';
import type { Log } from '../core/log.ts';
import { alertsTable } from './alerts-table.ts';
import { auditLog } from './audit-log.ts';
import { callCounter } from './call-counter.ts';
import type { Dynamo } from './dynamo.ts';
import { groupLogTable } from './group-log-table.ts';
import { groupsTable } from './groups-table.ts';
import { handlingTable } from './handling-table.ts';
import { noticeLog } from './notice-log.ts';
import { overrideTable } from './override-table.ts';
import { silenceTable } from './silence-table.ts';
import { takenRequests } from './taken-requests.ts';
import { tokenTable } from './token-table.ts';

type Source = { client: Dynamo; alertsName: string; stateName: string; now(): number; log: Log };
type Stored = Omit<FrontDeps, 'config' | 'stage' | 'actionKey' | 'secret' | 'post' | 'now' | 'wall' | 'newId' | 'log'>;

/** All that people act on, as it is stored. */
export function actTables({ client, alertsName, stateName, now, log }: Source): Stored {
  const state = { client, tableName: stateName, now };
  const alerts = alertsTable(client, alertsName);
  const groups = groupsTable(client, alertsName);
  const handlings = handlingTable(state);
  const silences = silenceTable(state);
  const overrides = overrideTable(state);
  const tokens = tokenTable(state);
  const audit = auditLog(client, stateName);
  return {
    alertsOfRule: alerts.ofRule,
    alert: alerts.get,
    alerts: alerts.some,
    saveAlert: alerts.save,
    group: groups.get,
    groups: (tenant) => groups.all(tenant, (item) => log.error('item not readable', item)),
    groupLog: groupLogTable(client, stateName).get,
    handling: handlings.get,
    handlings: handlings.list,
    saveHandling: handlings.save,
    silences: silences.list,
    saveSilence: silences.save,
    overrides: overrides.list,
    saveOverride: overrides.save,
    removeOverride: overrides.remove,
    tokens: tokens.list,
    saveToken: tokens.save,
    revokeToken: tokens.revoke,
    lastCall: callCounter({ client, tableName: stateName, log }).last,
    audit: audit.append,
    audited: audit.read,
    notices: noticeLog(client, stateName).read,
    take: takenRequests(client, stateName),
  };
}
