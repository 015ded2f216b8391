import type { ChannelTools, Delivery, Notice } from '../channels/channel.ts';
import { deliver } from '../channels/index.ts';
import type { Config } from '../config/schema.ts';
import type { Alert, ChannelLog, OutboxEntry } from '../core/alert.ts';
import { mostAttempts, retryDelay } from '../core/backoff.ts';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import type { RetryMessage } from '../core/retry-message.ts';
import { minuteStart } from '../core/time.ts';
import { type ComposeDeps, composeNotice } from './compose-notice.ts';
import { type KeepLogDeps, keepLog } from './keep-log.ts';

export type SendDeps = ComposeDeps &
  KeepLogDeps & {
    channels: Config['channels'];
    tools(tenant: string, channel: string): ChannelTools;
    /** Hands the message to `retry` after the delay, or earlier. Throws if the queue does not take it. */
    retryLater(message: RetryMessage, delayMs: number): Promise<void>;
    /** True the first time that this process asks for the name. */
    firstTime(name: string): boolean;
    wall(): number;
    metric: EmitMetric;
    log: Log;
  };

/** One notice for one channel. `attempts`: failed ones before this, `before`: what the channel was told last. */
export type SendJob = {
  alert: Alert;
  channel: string;
  entry: OutboxEntry;
  kind: Notice['kind'];
  attempts: number;
  before: ChannelLog | undefined;
};

export type SendOutcome = 'sent' | 'retrying' | 'failed' | 'skipped';

/**
 * Tries once to send, and writes down how it ended. What may work later goes to the retry queue before that is written:
 * a crash in between sends twice rather than never. @throws if the queue or the log fails, never for the channel
 */
export async function sendNotice(job: SendJob, deps: SendDeps): Promise<SendOutcome> {
  const { alert, channel, entry } = job;
  const notice = composeNotice(alert, entry, job.kind, deps);
  const delivery = patience(await attempt(notice, channel, deps), job.attempts + 1);
  if (delivery.kind === 'retry') await queueAgain(job, delivery.afterMs, deps);
  await keepLog(alert.tenant, alert.id, logOf(job, notice, delivery, deps.now()), deps);
  report(job, delivery, deps);
  return outcomes[delivery.kind];
}

const outcomes = {
  sent: 'sent',
  retry: 'retrying',
  refused: 'failed',
  unconfigured: 'skipped',
} as const satisfies Record<Delivery['kind'], SendOutcome>;

async function attempt(notice: Notice, channel: string, deps: SendDeps): Promise<Delivery> {
  const settings = Object.hasOwn(deps.channels, channel) ? deps.channels[channel] : undefined;
  if (settings === undefined) return { kind: 'unconfigured', why: 'it is not in the configuration' };
  try {
    return await deliver(notice, settings, deps.tools(notice.alert.tenant, channel));
  } catch (error) {
    return { kind: 'retry', why: String(error) };
  }
}

/** What could be tried again is given up after so many attempts. */
function patience(delivery: Delivery, attempts: number): Delivery {
  if (delivery.kind !== 'retry' || attempts < mostAttempts) return delivery;
  return { kind: 'refused', why: `given up after ${attempts} attempts: ${delivery.why}` };
}

function queueAgain(job: SendJob, askedMs: number | undefined, deps: SendDeps): Promise<void> {
  const { alert, channel, entry } = job;
  const attempts = job.attempts + 1;
  const delayMs = retryDelay(attempts, askedMs, `${alert.id} ${channel} ${entry.seq}`);
  const { tenant, rule, id: alertId } = alert;
  const notBefore = deps.wall() + delayMs;
  return deps.retryLater({ tenant, rule, alertId, channel, seq: entry.seq, attempts, notBefore }, delayMs);
}

function logOf(job: SendJob, notice: Notice, delivery: Delivery, now: number): ChannelLog {
  const { channel, entry, before, kind } = job;
  const log: ChannelLog = {
    ...(before?.sent && { sent: before.sent }),
    ...(before?.lastFiringSentAt !== undefined && { lastFiringSentAt: before.lastFiringSentAt }),
    ...(before?.flappingSentAt !== undefined && { flappingSentAt: before.flappingSentAt }),
    channel,
    seq: entry.seq,
    outcome: outcomes[delivery.kind],
    attempts: job.attempts + 1,
    triedAt: now,
  };
  if (delivery.kind !== 'sent') return { ...log, error: delivery.why };
  log.sent = { kind, severity: notice.alert.severity ?? entry.severity, at: now };
  // Ticks are whole minutes: a cooldown must end on a tick, not seconds after it.
  if (kind === 'firing') log.lastFiringSentAt = minuteStart(now);
  if (entry.reason === 'flapping') log.flappingSentAt = minuteStart(now);
  return log;
}

function report({ alert, channel, entry, kind, attempts }: SendJob, delivery: Delivery, deps: SendDeps): void {
  const fields = { channel, tenant: alert.tenant, rule: alert.rule, alert: alert.id, seq: entry.seq, kind };
  const tried = { ...fields, attempts: attempts + 1 };
  if (delivery.kind === 'sent') {
    deps.metric(metricNames.noticesSent, 1, { channel });
    deps.log.info('notice sent', { ...tried, reason: entry.reason });
  } else if (delivery.kind === 'retry') {
    deps.log.warn('notice to be sent again', { ...tried, why: delivery.why });
  } else if (delivery.kind === 'refused') {
    deps.metric(metricNames.noticesFailed, 1, { channel });
    deps.log.error('notice lost', { ...tried, why: delivery.why });
  } else if (deps.firstTime(`${alert.tenant} ${channel}`)) {
    deps.log.warn('channel skipped', { channel, tenant: alert.tenant, why: delivery.why });
  }
}
