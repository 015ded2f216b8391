import type { HttpAnswer } from '../../functions/channels/channel.ts';
import { type ConfigInput, configSchema } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { BusEvent } from '../../functions/core/bus-event.ts';
import { firstTimes } from '../../functions/core/first-time.ts';
import type { Group, GroupLog, GroupOutbox } from '../../functions/core/group.ts';
import type { NoticeRecord } from '../../functions/core/notice-record.ts';
import type { RetryMessage } from '../../functions/core/retry-message.ts';
import { minute } from '../../functions/core/time.ts';
import { type AlertChange, type GroupChange, type NotifyDeps, notify } from '../../functions/notify/notify.ts';
import { retry } from '../../functions/retry/retry.ts';
import { outage, outageStart } from './alerts.ts';
import { metricSums, rememberingLog } from './fakes.ts';
import { toolsWith } from './notices.ts';

export const ok: HttpAnswer = { kind: 'answered', status: 200, headers: {}, body: 'ok' };
export const answerOf = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  kind: 'answered',
  status,
  headers,
  body: '',
});

const secrets: Record<string, string> = {
  slack: 'https://hooks.slack.example/secret',
  pagerduty: 'a-routing-key',
};

const rules: ConfigInput['rules'] = [
  {
    id: 'delivery-by-carrier',
    kind: 'ratio',
    of: 'delivered',
    over: 'settled',
    by: ['provider', 'carrier'],
    when: { critical: { below: '90%' } },
    summary: 'Delivery on {carrier} through {provider} is {value}',
  },
];

export type Sent = { channel: string; body: string };

/** `notify` and `retry` with everything around them in memory: what channels get, the retry queue, the logs, the bus. */
export function notifyWorld() {
  const clock = { at: outageStart + 12 * minute };
  const sent: Sent[] = [];
  const queue: { message: RetryMessage; delayMs: number }[] = [];
  /** By channel: each has one group. */
  const logs = new Map<string, GroupLog>();
  const groups = new Map<string, Group>();
  const records: NoticeRecord[] = [];
  const events: BusEvent[] = [];
  const log = rememberingLog();
  const { sums, metric } = metricSums();
  const answers: Record<string, HttpAnswer | (() => Promise<HttpAnswer>)> = {};
  const broken: Record<string, boolean> = {};
  const stored: { alert: Alert } = { alert: outage() };
  const {
    channels,
    tenants,
    rules: parsedRules,
  } = configSchema.parse({
    rules,
    tenants: { main: { timeZone: 'America/New_York' } },
    channels: { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' }, mail: { kind: 'sns' } },
  });
  const breakIf = (name: string) => {
    if (broken[name]) throw new Error(`${name} is down`);
  };

  const deps: NotifyDeps = {
    stage: 'prod',
    tenants,
    channels,
    rulesOf: async () => parsedRules,
    dashboardUrl: undefined,
    runbookUrl: undefined,
    tools: (_, channel) =>
      toolsWith({
        secret: async () => secrets[channel],
        post: async ({ body }) => {
          sent.push({ channel, body });
          const answer = answers[channel] ?? ok;
          return typeof answer === 'function' ? answer() : answer;
        },
        now: () => clock.at,
      }),
    alertsOf: async () => (stored.alert ? [stored.alert] : []),
    links: async () => undefined,
    onCall: async () => [],
    async recordAttempt(record) {
      breakIf('history');
      records.push(record);
    },
    async readLog(_, group) {
      breakIf('log');
      return [...logs.values()].find((log) => log.group === group);
    },
    async writeLog(_, entry) {
      breakIf('log');
      const held = logs.get(entry.channel);
      if (held !== undefined && held.seq > entry.seq) return false;
      logs.set(entry.channel, entry);
      return true;
    },
    async retryLater(message, delayMs) {
      breakIf('queue');
      queue.push({ message, delayMs });
    },
    async putEvents(batch) {
      breakIf('bus');
      events.push(...batch);
    },
    group: async (_, id) => groups.get(id),
    firstTime: firstTimes(),
    now: () => clock.at,
    wall: () => clock.at,
    metric,
    log,
  };

  let sequence = 0;
  return {
    clock,
    sent,
    queue,
    logs,
    groups,
    records,
    events,
    log,
    sums,
    answers,
    broken,
    stored,
    rules: parsedRules,
    deps,
    /** Writes the alert and makes the stream record of it. */
    change(changes: Partial<Alert>, before: Alert | undefined = stored.alert): AlertChange {
      stored.alert = { ...stored.alert, ...changes };
      sequence += 1;
      return { sequence: String(sequence), before, after: stored.alert };
    },
    /** Decides a notice about the alert for each channel's group, and makes the stream records of it. */
    decide(notices: Record<string, Partial<GroupOutbox>>): GroupChange[] {
      return Object.entries(notices).map(([channel, changes]) => {
        const before = groups.get(groupOf(channel).id);
        const after = { ...groupOf(channel), outbox: { ...noticeOf(stored.alert), ...changes } };
        groups.set(after.id, after);
        sequence += 1;
        return { sequence: String(sequence), before, after };
      });
    },
    notify: (...changes: (AlertChange | GroupChange)[]) => notify({ ...split(changes), unreadable: [] }, deps),
    /** Takes the oldest message off the retry queue, at the time it is due. */
    async retryNext() {
      const next = queue.shift();
      if (next === undefined) throw new Error('the retry queue is empty');
      clock.at += next.delayMs;
      return retry(next.message, deps);
    },
  };
}

function groupOf(channel: string): Group {
  const labels = { rule: 'delivery-by-carrier', provider: 'telnyx' };
  const times = { wait: minute, interval: 5 * minute, tick: outageStart, startedAt: outageStart };
  return { tenant: 'main', id: `group-${channel}`, route: '0', channel, labels, ...times, rev: 1 };
}

/** The first notice of an alert. */
function noticeOf({ id, rule }: Alert): GroupOutbox {
  const member = { rule, kind: 'firing', severity: 'critical' } as const;
  return { seq: 1, kind: 'firing', reason: 'first', severity: 'critical', at: outageStart, members: { [id]: member } };
}

/** That the alert resolved. */
export function resolveOf({ id, rule }: Alert, changes: Partial<GroupOutbox> = {}): Partial<GroupOutbox> {
  const member = { rule, kind: 'resolved', severity: 'critical' } as const;
  return { seq: 2, kind: 'resolved', reason: 'resolved', members: { [id]: member }, ...changes };
}

export function split(changes: readonly (AlertChange | GroupChange)[]) {
  const isGroup = (change: AlertChange | GroupChange): change is GroupChange => 'channel' in change.after;
  return { groups: changes.filter(isGroup), changes: changes.filter((one): one is AlertChange => !isGroup(one)) };
}
