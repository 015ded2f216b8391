import type { Config, RuleSettings } from '../config/schema.ts';
import type { Alert } from '../core/alert.ts';
import type { Log } from '../core/log.ts';
import type { TickReadings } from './readings.ts';

/** What it takes to evaluate a tick. */
export type TickDeps = {
  stage: string;
  tenants: Readonly<Record<string, { timeZone: string }>>;
  /** A tenant's, as they are to be judged at a tick. Never throws. */
  rulesOf(tenant: string, tick: number): Promise<readonly RuleSettings[]>;
  evaluation: Config['evaluation'];
  /** Whether the alert is this evaluator's, of several that share the work. */
  owns(alertId: string): boolean;
  /** What can be read of a tenant at a tick; asked for anew at every tick. */
  readings(tenant: string, zone: string, tick: number): TickReadings;
  alertsOfRule(tenant: string, rule: string): Promise<Alert[]>;
  /** False if the alert was written by somebody else since it was read. `keepUntil`: epoch milliseconds. */
  saveAlert(alert: Alert, keepUntil?: number): Promise<boolean>;
  log: Log;
};
