import type { Config } from '../config/schema.ts';
import type { Alert } from '../core/alert.ts';
import type { Group, GroupLog } from '../core/group.ts';
import type { Handling } from '../core/handling.ts';
import type { Log } from '../core/log.ts';
import type { EmitMetric } from '../core/metric-names.ts';
import type { Override } from '../core/override.ts';
import type { Silence } from '../core/silence.ts';

/** What people said, and what channels were told: all of a tenant that a tick has to know. */
export type Said = { silences: Silence[]; handlings: Handling[]; overrides: Override[]; logs: GroupLog[] };

export type DispatchDeps = {
  config: Config;
  /** `undefined`: they cannot be read, and never will by trying again. */
  alertsOfRule(tenant: string, rule: string): Promise<Alert[] | undefined>;
  groups(tenant: string): Promise<Group[]>;
  /** False if the group was written by somebody else since it was read. `keepUntil`: epoch milliseconds. */
  saveGroup(group: Group, keepUntil?: number): Promise<boolean>;
  said(tenant: string): Promise<Said>;
  /** False if it was written by somebody else since it was read. */
  saveHandling(handling: Handling): Promise<boolean>;
  /** Whether somebody else has dispatched the tick meanwhile. */
  isOver(tick: number): Promise<boolean>;
  metric: EmitMetric;
  log: Log;
};
