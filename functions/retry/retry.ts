import type { Alert, ChannelLog } from '../core/alert.ts';
import type { RetryMessage } from '../core/retry-message.ts';
import { second } from '../core/time.ts';
import { type SendDeps, type SendOutcome, sendNotice } from '../notify/send-notice.ts';

export type RetryDeps = SendDeps & {
  alert(tenant: string, rule: string, id: string): Promise<Alert | undefined>;
};

/** `superseded`: there is something newer to tell. `repeated`: another copy of the message was faster. */
export type RetryOutcome =
  | { kind: 'tried'; outcome: SendOutcome }
  | { kind: 'waiting' }
  | { kind: 'superseded' }
  | { kind: 'repeated' };

/** Two clocks are never quite the same. */
const tolerance = 2 * second;

/** Sends a notice again, as the alert is now, unless it is out of date. @throws if a table or the queue fails */
export async function retry(message: RetryMessage, deps: RetryDeps): Promise<RetryOutcome> {
  const { tenant, rule, alertId, channel, seq, attempts } = message;
  const alert = await deps.alert(tenant, rule, alertId);
  const entry = alert?.outbox[channel];
  if (alert === undefined || entry?.seq !== seq || entry.kind === 'withdraw') {
    deps.log.info('notice superseded', { channel, tenant, rule, alert: alertId, seq });
    return { kind: 'superseded' };
  }
  const wait = message.notBefore - deps.wall();
  if (wait > tolerance) {
    await deps.retryLater(message, wait);
    return { kind: 'waiting' };
  }
  const before = (await deps.readLogs(tenant, alertId)).find((log) => log.channel === channel);
  if (before !== undefined && isHandled(before, message)) return { kind: 'repeated' };
  const job = { alert, channel, entry, kind: entry.kind, attempts, before };
  return { kind: 'tried', outcome: await sendNotice(job, deps) };
}

function isHandled(log: ChannelLog, { seq, attempts }: RetryMessage): boolean {
  if (log.seq !== seq) return log.seq > seq;
  return log.outcome !== 'retrying' || log.attempts > attempts;
}
