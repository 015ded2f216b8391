import type { ChannelTools, Delivery, Notice } from '../channels/channel.ts';
import { deliver } from '../channels/index.ts';
import type { Config, RuleSettings } from '../config/schema.ts';
import type { LinkGround } from '../core/action-link.ts';
import type { Alert } from '../core/alert.ts';
import { mostAttempts, retryDelay } from '../core/backoff.ts';
import type { Group, GroupLog, GroupOutbox } from '../core/group.ts';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { type NoticeRecord, noticeRecord } from '../core/notice-record.ts';
import type { RetryMessage } from '../core/retry-message.ts';
import { type ComposeDeps, composeNotice } from './compose-notice.ts';
import { type Attempt, alertsIn, logAfter, outcomes } from './group-log.ts';
import { type KeepLogDeps, keepLog } from './keep-log.ts';

export type SendDeps = Omit<ComposeDeps, 'rules'> &
  KeepLogDeps & {
    channels: Config['channels'];
    /** A tenant's, at a time in epoch milliseconds: what was set at run time included. Never throws. */
    rulesOf(tenant: string, at: number): Promise<readonly RuleSettings[]>;
    tools(tenant: string, channel: string): ChannelTools;
    /** As it is stored now. */
    group(tenant: string, id: string): Promise<Group | undefined>;
    /** The alerts of a tenant that are still there. */
    alertsOf(tenant: string, alerts: readonly { rule: string; id: string }[]): Promise<Alert[]>;
    /** Where links to act lead, and until when; none if they cannot be signed. */
    links(): Promise<LinkGround | undefined>;
    /** Who is on call now, for people to read. */
    onCall(tenant: string): Promise<readonly string[]>;
    /** Hands the message to `retry` after the delay, or earlier. Throws if the queue does not take it. */
    retryLater(message: RetryMessage, delayMs: number): Promise<void>;
    /** Adds to the history of notices. */
    recordAttempt(record: NoticeRecord): Promise<void>;
    /** True the first time that this process asks for the name. */
    firstTime(name: string): boolean;
    wall(): number;
    metric: EmitMetric;
    log: Log;
  };

/** One notice of a group. `attempts`: failed ones before this, `before`: what the channel was told last. */
export type SendJob = { group: Group; entry: GroupOutbox; attempts: number; before: GroupLog | undefined };

export type SendOutcome = 'sent' | 'retrying' | 'failed' | 'skipped';

/**
 * Tries once to send, and writes down how it ended. What may work later goes to the retry queue before that is written:
 * a crash in between sends twice rather than never. @throws if a table or the queue fails, never for the channel
 */
export async function sendNotice(job: SendJob, deps: SendDeps): Promise<SendOutcome> {
  const { group, entry } = job;
  const rules = await deps.rulesOf(group.tenant, deps.now());
  const notice = await composed(job, { ...deps, rules });
  const delivery = patience(notice ? await attempt(notice, group.channel, deps) : gone, job.attempts + 1);
  if (delivery.kind === 'retry') await queueAgain(job, delivery.afterMs, deps);
  const made = {
    channel: group.channel,
    entry,
    attempts: job.attempts + 1,
    before: job.before,
    delivery,
    now: deps.now(),
  };
  await keepLog(group.tenant, logAfter(group.id, made, rules), deps);
  await keepRecord(group, made, notice, deps);
  report(job, delivery, deps);
  return outcomes[delivery.kind];
}

const gone: Delivery = { kind: 'refused', why: 'none of its alerts is there any more' };

async function composed(
  { group, entry, before: log }: SendJob,
  deps: SendDeps & ComposeDeps,
): Promise<Notice | undefined> {
  const named = Object.entries(entry.members).map(([id, { rule }]) => ({ rule, id }));
  const [alerts, links, onCall] = await Promise.all([
    deps.alertsOf(group.tenant, named),
    deps.links(),
    deps.onCall(group.tenant),
  ]);
  return composeNotice({ group, entry, alerts, log, links, onCall }, deps);
}

async function attempt(notice: Notice, channel: string, deps: SendDeps): Promise<Delivery> {
  const settings = Object.hasOwn(deps.channels, channel) ? deps.channels[channel] : undefined;
  if (settings === undefined) return { kind: 'unconfigured', why: 'it is not in the configuration' };
  // What it is not to hear is written down as told: it is over for the channel as well.
  if (notice.kind === 'resolved' && !settings.resolved) return { kind: 'sent' };
  try {
    return await deliver(notice, settings, deps.tools(notice.tenant, channel));
  } catch (error) {
    return { kind: 'retry', why: String(error) };
  }
}

/** What could be tried again is given up after so many attempts. */
function patience(delivery: Delivery, attempts: number): Delivery {
  if (delivery.kind !== 'retry' || attempts < mostAttempts) return delivery;
  return { kind: 'refused', why: `given up after ${attempts} attempts: ${delivery.why}` };
}

function queueAgain(
  { group, entry: { seq }, attempts }: SendJob,
  askedMs: number | undefined,
  deps: SendDeps,
): Promise<void> {
  const made = attempts + 1;
  const delayMs = retryDelay(made, askedMs, `${group.id} ${seq}`);
  const notBefore = deps.wall() + delayMs;
  return deps.retryLater({ tenant: group.tenant, group: group.id, seq, attempts: made, notBefore }, delayMs);
}

/** History is worth less than the notice: if it cannot be written, the log says so. */
async function keepRecord(group: Group, made: Attempt, notice: Notice | undefined, deps: SendDeps): Promise<void> {
  const { tenant, id, channel } = group;
  const { kind, reason, severity, seq } = made.entry;
  const outcome = outcomes[made.delivery.kind];
  const error = made.delivery.kind === 'sent' ? {} : { error: made.delivery.why };
  const alerts = notice ? alertsIn(notice) : [];
  const { attempts, now: at } = made;
  const what = { tenant, at, group: id, seq, channel, kind, reason, severity };
  const record = noticeRecord({ ...what, outcome, ...error, attempts, alerts });
  try {
    await deps.recordAttempt(record);
  } catch (failure) {
    deps.log.error('notice not recorded', { tenant, group: id, channel, seq, error: String(failure) });
  }
}

function report({ group, entry, attempts }: SendJob, delivery: Delivery, deps: SendDeps): void {
  const { channel, tenant, id } = group;
  const { seq, kind, reason, severity, members } = entry;
  const fields = {
    channel,
    tenant,
    group: id,
    seq,
    kind,
    reason,
    severity,
    alerts: Object.keys(members).slice(0, 20).join(' '),
  };
  const tried = { ...fields, attempts: attempts + 1 };
  if (delivery.kind === 'sent') {
    deps.metric(metricNames.noticesSent, 1, { channel });
    deps.log.info('notice sent', tried);
  } else if (delivery.kind === 'retry') {
    deps.log.warn('notice to be sent again', { ...tried, why: delivery.why });
  } else if (delivery.kind === 'refused') {
    deps.metric(metricNames.noticesFailed, 1, { channel });
    deps.log.error('notice lost', { ...tried, why: delivery.why });
  } else if (deps.firstTime(`${tenant} ${channel}`)) {
    deps.log.warn('channel skipped', { channel, tenant, why: delivery.why });
  }
}
