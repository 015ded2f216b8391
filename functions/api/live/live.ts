import { isFiring, tenantAlerts } from '../../act/tenant-alerts.ts';
import { measure } from '../../core/counter.ts';
import { minute, minuteStart, second } from '../../core/time.ts';
import type { LiveAnswer } from '../answers/messages.ts';
import { iso } from '../common.ts';
import type { Context } from '../endpoint.ts';
import { personEntries } from '../messages/message-answer.ts';
import type { PersonEntry } from '../messages/message-notes.ts';
import { liveEvent } from './live-event.ts';

/** So many of the newest entries are looked at: one batch. */
const newest = 100;

/** An entry may be missing from the index for a second: what follows asks for these last seconds again. */
const overlap = 3 * second;

type Asked = { since?: number | undefined; limit: number };

/** What has changed of the newest entries, the numbers of the last whole minute, and what fires: up to 35 reads, and one for each rule. */
export async function live({ since, limit }: Asked, { tenant, deps }: Context): Promise<LiveAnswer> {
  const now = deps.now();
  const [entries, realtime, alerts] = await Promise.all([
    deps.journal.latest({ tenant, since: 0, limit: newest }),
    realtimeOf(tenant, now, deps),
    tenantAlerts(tenant, deps.act),
  ]);
  const changed = personEntries(entries)
    .filter((entry) => since === undefined || changedAt(entry) > since)
    .sort((a, b) => changedAt(b) - changedAt(a));
  const firing = alerts.filter(isFiring);
  return {
    now: iso(now),
    next: iso(now - overlap),
    events: changed.slice(0, limit).map(liveEvent),
    realtime,
    alerts: { firing: firing.length, critical: firing.filter(({ severity }) => severity === 'critical').length },
  };
}

/** When the table took it: what had to wait is news only then. */
function changedAt({ writtenAt, updatedAt }: PersonEntry): number {
  return writtenAt ?? updatedAt;
}

async function realtimeOf(tenant: string, now: number, { history }: Context['deps']): Promise<LiveAnswer['realtime']> {
  const start = minuteStart(now) - minute;
  const total = { tenant, dimension: 'total', value: 'all', granularity: 'minute', start } as const;
  const [counter] = await history.history.get([total]);
  const of = (name: string) => measure(counter?.measures ?? {}, name);
  return {
    minute: iso(start),
    started: of('o.started'),
    delivered: of('t.delivered'),
    failed: of('t.undelivered') + of('t.failed'),
    inbound: of('t.inbound.received'),
    calls: of('o.call.started'),
  };
}
