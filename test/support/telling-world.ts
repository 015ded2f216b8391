import type { HttpAnswer } from '../../functions/channels/channel.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { ConfigInput } from '../../functions/config/schema.ts';
import { tenantRules } from '../../functions/config/tenant-rules.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { firstTimes } from '../../functions/core/first-time.ts';
import type { Group, GroupLog, GroupOutbox } from '../../functions/core/group.ts';
import { type HandlingAction, handle } from '../../functions/core/handle.ts';
import type { Handling } from '../../functions/core/handling.ts';
import type { NoticeRecord } from '../../functions/core/notice-record.ts';
import type { Override } from '../../functions/core/override.ts';
import type { RetryMessage } from '../../functions/core/retry-message.ts';
import type { Silence } from '../../functions/core/silence.ts';
import { minute } from '../../functions/core/time.ts';
import { dispatchTenant } from '../../functions/dispatch/dispatch.ts';
import type { DispatchDeps } from '../../functions/dispatch/dispatch-deps.ts';
import { type GroupChange, type NotifyDeps, notify } from '../../functions/notify/notify.ts';
import { retry } from '../../functions/retry/retry.ts';
import { rememberingLog } from './fakes.ts';
import { toolsWith } from './notices.ts';
import { answerOf, ok } from './notify-world.ts';
import { type Faults, failing, noFaults } from './telling-faults.ts';
import { type Fires, identityOf, toldAlert, toldRule } from './told-alert.ts';

/** Minute 0 of every story, unless it says another. */
export const evening = Date.UTC(2026, 10, 20, 18, 0);

type Setting = Omit<ConfigInput, 'rules'> & {
  rules?: ConfigInput['rules'];
  fires: Fires;
  start?: number;
  /** Whether alerts can be seen to flap. */
  flapping?: boolean;
  /** What channels answer at a minute; by default 200. */
  answers?: (channel: string, at: number) => HttpAnswer;
  /** With any, what is decided at a tick is sent when all of it is decided. */
  faults?: Faults;
};

/** What a channel took, and what it was meant to say. `action`: PagerDuty's word for it, else the kind of notice. */
export type Post = { at: number; channel: string; group: string; action: string; entry: GroupOutbox };

/** Dispatch, notify and retry with all their tables in memory, minute by minute; alerts do what the story says. */
export function tellingWorld({
  fires,
  start = evening,
  flapping = false,
  answers = () => ok,
  faults,
  ...input
}: Setting) {
  const rules =
    input.rules ??
    [...new Set(Object.keys(fires).map((name) => name.split(' ')[0] ?? ''))].map((id) => ({ ...toldRule, id }));
  const config = defineConfig({ ...input, rules });
  const alerts = new Map<string, Alert>();
  const groups = new Map<string, Group>();
  const logs = new Map<string, GroupLog>();
  const handlings = new Map<string, Handling>();
  const silences: Silence[] = [];
  const overrides: Override[] = [];
  const records: (NoticeRecord & { names: string })[] = [];
  const metrics = new Map<string, number>();
  const queue: { message: RetryMessage; dueAt: number }[] = [];
  const log = rememberingLog();
  const posts: Post[] = [];
  const stream: GroupChange[] = [];
  let written = 0;
  const clock: { at: number; dispatched?: number } = { at: start };
  const fails = failing(faults ?? noFaults);
  const minuteOf = (at: number) => (at - start) / minute;

  const sending: NotifyDeps = {
    stage: 'test',
    tenants: config.tenants,
    channels: config.channels,
    rulesOf: tenantRules({ config, overrides: async () => overrides, log }),
    dashboardUrl: undefined,
    runbookUrl: undefined,
    tools: (_, channel) =>
      toolsWith({
        secret: async () => (config.channels[channel]?.kind === 'webhook' ? key : 'https://hooks.example/secret'),
        post: async ({ body }) => posted(channel, body, answers(channel, minuteOf(clock.at))),
        now: () => clock.at,
      }),
    group: async (_, id) => groups.get(id),
    alertsOf: async (_, wanted) => wanted.flatMap(({ id }) => alerts.get(id) ?? []),
    links: async () => undefined,
    onCall: async () => [],
    readLog: async (_, group) => logs.get(group),
    writeLog: async (_, entry) => {
      fails.surviveSending(minuteOf(clock.at));
      if ((logs.get(entry.group)?.seq ?? 0) > entry.seq) return false;
      logs.set(entry.group, entry);
      return true;
    },
    recordAttempt: async (record) => void records.push({ ...record, names: namesOf(record, alerts) }),
    retryLater: async (message, delay) => void queue.push({ message, dueAt: clock.at + delay }),
    putEvents: async () => undefined,
    firstTime: firstTimes(),
    now: () => clock.at,
    wall: () => clock.at,
    metric: () => undefined,
    log,
  };

  const deps: DispatchDeps = {
    config: { ...config, rules: fails.ordered(config.rules) },
    alertsOfRule: async (_, rule) => fails.ordered(alerts.values()).filter((alert) => alert.rule === rule),
    groups: async () => fails.ordered(groups.values()),
    async saveGroup(group) {
      const before = groups.get(group.id);
      if ((before?.rev ?? 0) !== group.rev - 1) return false;
      groups.set(group.id, structuredClone(group));
      stream.push({ sequence: String(++written), before, after: group });
      if (faults === undefined) await handOver();
      fails.survive();
      return true;
    },
    said: async () => ({
      silences,
      handlings: [...handlings.values()],
      overrides,
      logs: fails.ordered(logs.values()),
    }),
    saveHandling: async (handling) => {
      if ((handlings.get(handling.alert)?.rev ?? 0) !== handling.rev - 1) return false;
      handlings.set(handling.alert, structuredClone(handling));
      fails.survive();
      return true;
    },
    isOver: async () => false,
    metric: (name, value) => void metrics.set(name, value),
    log,
  };

  /** Remembers what a channel takes. */
  function posted(channel: string, body: string, answer: HttpAnswer): HttpAnswer {
    const group = /wirewatch\/test\/main\/(\w+)/.exec(body)?.[1];
    const entry = group === undefined ? undefined : groups.get(group)?.outbox;
    const isTaken = answer.kind === 'answered' && answer.status < 300;
    if (group && entry && isTaken) {
      const action = /"event_action":"(\w+)"/.exec(body)?.[1] ?? entry.kind;
      posts.push({ at: clock.at, channel, group, action, entry });
    }
    return answer;
  }

  async function handOver(changes = stream.splice(0)): Promise<void> {
    const hand = () => notify({ changes: [], groups: changes, unreadable: [] }, sending);
    const done = await fails.handed(minuteOf(clock.at), hand);
    if (done.kind === 'unfinished')
      await handOver(changes.filter(({ sequence }) => Number(sequence) >= Number(done.from)));
  }

  async function tick(at: number): Promise<void> {
    clock.at = at;
    for (const { message } of queue.splice(0).filter((one) => one.dueAt <= at || !queue.push(one))) {
      const again = { ...sending, group: async (_: string, id: string) => groups.get(id) };
      await fails.handed(minuteOf(at), () => retry(message, again));
    }
    for (const [name, spells] of Object.entries(fires)) {
      const alert = toldAlert(alerts.get(identityOf(name).id), { name, spells, flapping }, at, minuteOf);
      if (alert) alerts.set(alert.id, alert);
    }
    const zone = config.tenants.main?.timeZone ?? 'UTC';
    const tenantTick = { tenant: 'main', zone, tick: at, before: clock.dispatched ?? at - minute };
    await fails.dispatched(minuteOf(at), () => dispatchTenant(tenantTick, deps));
    clock.dispatched = at;
    if (!fails.isLate(minuteOf(at))) await handOver();
  }

  return {
    config,
    deps,
    alerts,
    groups,
    logs,
    handlings,
    silences,
    overrides,
    records,
    posts,
    metrics,
    log,
    /** Minute by minute, from the one to the other, which is the last. */
    async run(from: number, to: number, every = 1): Promise<void> {
      for (let at = start + from * minute; at <= start + to * minute; at += every * minute) await tick(at);
    },
    /** What somebody does about an alert, at a minute; as an operation of a person is written, on the stored revision. */
    act(name: string, deed: HandlingAction, at: number): void {
      const { id } = identityOf(name);
      const alert = alerts.get(id);
      if (alert === undefined) throw new Error(`there is no alert ${name}`);
      const done = handle(handlings.get(id), alert, deed, start + at * minute);
      if (done.kind === 'changed') handlings.set(id, done.handling);
    },
    /** What arrived: `slack 0 first: delivery telnyx`, by the last label of each alert. */
    arrived(channel?: string): string[] {
      return records
        .filter((one) => one.outcome === 'sent' && (channel === undefined || one.channel === channel))
        .map((one) => `${one.channel} ${minuteOf(one.at)} ${one.reason}: ${one.names}`);
    },
  };
}

function namesOf({ alerts, alertCount }: NoticeRecord, known: ReadonlyMap<string, Alert>): string {
  if (alertCount > 5) return `${alertCount} alerts`;
  return alerts
    .map(({ id }) => known.get(id))
    .map((alert) => `${Object.values(alert?.labels ?? {}).at(-1)}${alert?.state === 'inactive' ? ' over' : ''}`)
    .join(', ');
}

export const down = answerOf(503);

const key = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
