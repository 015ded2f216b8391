import type { GroupLog } from '../core/group.ts';
import type { RetryMessage } from '../core/retry-message.ts';
import { second } from '../core/time.ts';
import { type SendDeps, type SendOutcome, sendNotice } from '../notify/send-notice.ts';

/** `superseded`: there is something newer to tell. `repeated`: another copy of the message was faster. */
export type RetryOutcome =
  | { kind: 'tried'; outcome: SendOutcome }
  | { kind: 'waiting' }
  | { kind: 'superseded' }
  | { kind: 'repeated' };

/** Two clocks are never quite the same. */
const tolerance = 2 * second;

/** Sends a notice again, as its alerts are now, unless it is out of date. @throws if a table or the queue fails */
export async function retry(message: RetryMessage, deps: SendDeps): Promise<RetryOutcome> {
  const { tenant, seq, attempts } = message;
  const group = await deps.group(tenant, message.group);
  const entry = group?.outbox;
  if (group === undefined || entry?.seq !== seq || entry.kind === 'withdraw') {
    deps.log.info('notice superseded', { tenant, group: message.group, seq });
    return { kind: 'superseded' };
  }
  const wait = message.notBefore - deps.wall();
  if (wait > tolerance) {
    await deps.retryLater(message, wait);
    return { kind: 'waiting' };
  }
  const before = await deps.readLog(tenant, group.id);
  if (before !== undefined && isHandled(before, message)) return { kind: 'repeated' };
  return { kind: 'tried', outcome: await sendNotice({ group, entry, attempts, before }, deps) };
}

function isHandled(log: GroupLog, { seq, attempts }: RetryMessage): boolean {
  if (log.seq !== seq) return log.seq > seq;
  return log.outcome !== 'retrying' || log.attempts > attempts;
}
