import { tenantAlerts } from '../../act/tenant-alerts.ts';
import { withOverrides } from '../../config/overrides.ts';
import type { Alert } from '../../core/alert.ts';
import { tickContext } from '../../dispatch/dispatch.ts';
import type { Said } from '../../dispatch/dispatch-deps.ts';
import { subjectOf, type TickContext } from '../../dispatch/subject.ts';
import type { ReadDeps } from '../api-deps.ts';
import { type Handled, handledOf, unhandled } from './alert-handled.ts';
import { alertWords } from './alert-words.ts';

/** A tenant's alerts, what people said of them and by which rules they are judged, as a tick of now would see it. */
export type AlertBook = Pick<TickContext, 'tenant' | 'zone' | 'rules'> & {
  /** Epoch milliseconds. */
  now: number;
  /** Those that have fired or are about to, in whatever state they are. */
  alerts: readonly Alert[];
  said: Said;
  /** What is done about an alert. */
  handled(alert: Alert): Handled;
};

type BookDeps = Pick<ReadDeps, 'act' | 'said' | 'config' | 'now'>;

/** Reads a query for each rule, and one of what people said. */
export async function readAlerts(
  { tenant, zone }: { tenant: string; zone: string },
  deps: BookDeps,
): Promise<AlertBook> {
  const [all, said] = await Promise.all([tenantAlerts(tenant, deps.act), deps.said(tenant)]);
  const now = deps.now();
  const alerts = all.filter(({ state, episode }) => state !== 'inactive' || episode > 0);
  const context = tickContext(
    { tenant, zone, tick: now },
    said,
    alerts,
    withOverrides(deps.config, said.overrides, now),
  );
  const { rules } = context;
  const title = (id: string) => {
    const found = alerts.find((alert) => alert.id === id);
    return found === undefined ? id : alertWords(found, { rules, timeZone: zone, now }).title;
  };
  const handled = (alert: Alert) =>
    alert.state === 'firing' ? handledOf(subjectOf(alert, context), { silences: said.silences, title }) : unhandled;
  return { tenant, zone, rules, now, alerts, said, handled };
}
