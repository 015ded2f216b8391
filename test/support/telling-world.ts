import type { HttpAnswer } from '../../functions/channels/channel.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { ConfigInput } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { alertId } from '../../functions/core/alert-id.ts';
import { firstTimes } from '../../functions/core/first-time.ts';
import { withFlapping } from '../../functions/core/flapping.ts';
import type { Group, GroupLog } from '../../functions/core/group.ts';
import { type HandlingAction, handle } from '../../functions/core/handle.ts';
import type { Handling } from '../../functions/core/handling.ts';
import type { NoticeRecord } from '../../functions/core/notice-record.ts';
import type { RetryMessage } from '../../functions/core/retry-message.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Silence } from '../../functions/core/silence.ts';
import { step } from '../../functions/core/step.ts';
import { minute } from '../../functions/core/time.ts';
import { dispatchTenant } from '../../functions/dispatch/dispatch.ts';
import type { DispatchDeps } from '../../functions/dispatch/dispatch-deps.ts';
import { type NotifyDeps, notify } from '../../functions/notify/notify.ts';
import { retry } from '../../functions/retry/retry.ts';
import { rememberingLog } from './fakes.ts';
import { toolsWith } from './notices.ts';
import { answerOf, ok } from './notify-world.ts';

/** Minute 0 of every story, unless it says another. */
export const evening = Date.UTC(2026, 10, 20, 18, 0);

/** When an alert fires: minutes `[from, to)`, by default high. */
export type Spell = readonly [from: number, to: number, severity?: Severity];
/** By name of an alert; its labels are what follows the rule: `delivery provider=telnyx carrier=AT&T`. */
export type Fires = Record<string, readonly Spell[]>;

type Setting = Omit<ConfigInput, 'rules'> & {
  rules?: ConfigInput['rules'];
  fires: Fires;
  start?: number;
  /** Whether alerts can be seen to flap. */
  flapping?: boolean;
  /** What channels answer at a minute; by default 200. */
  answers?: (channel: string, at: number) => HttpAnswer;
};

/** A rule of which the story says itself when it fires. */
export const toldRule = {
  kind: 'ratio',
  of: 'failed',
  over: 'settled',
  when: { critical: { above: '10%' }, high: { above: '5%' }, low: { above: '1%' } },
  summary: 'Too many fail',
} as const;

/** Dispatch, notify and retry with all their tables in memory, minute by minute; alerts do what the story says. */
export function tellingWorld({ fires, start = evening, flapping = false, answers = () => ok, ...input }: Setting) {
  const rules =
    input.rules ??
    [...new Set(Object.keys(fires).map((name) => name.split(' ')[0] ?? ''))].map((id) => ({ ...toldRule, id }));
  const config = defineConfig({ ...input, rules });
  const alerts = new Map<string, Alert>();
  const groups = new Map<string, Group>();
  const logs = new Map<string, GroupLog>();
  const handlings = new Map<string, Handling>();
  const silences: Silence[] = [];
  const records: (NoticeRecord & { names: string })[] = [];
  const metrics = new Map<string, number>();
  const queue: { message: RetryMessage; dueAt: number }[] = [];
  const log = rememberingLog();
  const clock = { at: start };
  const minuteOf = (at: number) => (at - start) / minute;

  const sending: NotifyDeps = {
    stage: 'test',
    tenants: config.tenants,
    channels: config.channels,
    rules: config.rules,
    dashboardUrl: undefined,
    runbookUrl: undefined,
    tools: (_, channel) =>
      toolsWith({
        secret: async () => 'https://hooks.example/secret',
        post: async () => answers(channel, minuteOf(clock.at)),
        now: () => clock.at,
      }),
    alertsOf: async (_, wanted) => wanted.flatMap(({ id }) => alerts.get(id) ?? []),
    links: async () => undefined,
    onCall: async () => [],
    readLog: async (_, group) => logs.get(group),
    writeLog: async (_, entry) => {
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
    config,
    rules: config.rules,
    alertsOfRule: async (_, rule) => [...alerts.values()].filter((alert) => alert.rule === rule),
    groups: async () => [...groups.values()],
    async saveGroup(group) {
      const before = groups.get(group.id);
      if ((before?.rev ?? 0) !== group.rev - 1) return false;
      groups.set(group.id, structuredClone(group));
      await notify({ changes: [], groups: [{ sequence: '1', before, after: group }], unreadable: [] }, sending);
      return true;
    },
    said: async () => ({ silences, handlings: [...handlings.values()], overrides: [], logs: [...logs.values()] }),
    saveHandling: async (handling) => {
      if ((handlings.get(handling.alert)?.rev ?? 0) !== handling.rev - 1) return false;
      handlings.set(handling.alert, structuredClone(handling));
      return true;
    },
    isOver: async () => false,
    metric: (name, value) => void metrics.set(name, value),
    log,
  };

  async function tick(at: number): Promise<void> {
    clock.at = at;
    for (const { message } of queue.splice(0).filter((one) => one.dueAt <= at || !queue.push(one))) {
      await retry(message, { ...sending, group: async (_, id) => groups.get(id) });
    }
    for (const name of Object.keys(fires)) stepAlert(name, fires[name] ?? [], at);
    const zone = config.tenants.main?.timeZone ?? 'UTC';
    await dispatchTenant({ tenant: 'main', zone, tick: at, before: at - minute }, deps);
  }

  function stepAlert(name: string, spells: readonly Spell[], at: number): void {
    const { rule, labels, id } = identityOf(name);
    const spell = spells.find(([from, to]) => from <= minuteOf(at) && minuteOf(at) < to);
    const worst = spell?.[2] ?? 'high';
    const levels = ['critical', 'high', 'low'] as const;
    const verdicts = Object.fromEntries(
      levels.map(
        (level) => [level, spell && levels.indexOf(level) >= levels.indexOf(worst as 'high') ? 'bad' : 'good'] as const,
      ),
    );
    const evidence = {
      value: 0.2,
      sample: 100,
      failures: 20,
      window: { from: at - minute, to: at },
      codes: [],
      hit: [],
    };
    const holds = { critical: 0, high: 0, low: 0 };
    const seen = { tenant: 'main', rule, id, labels, verdicts, evidence };
    const { alert } = step(alerts.get(id), seen, { holds, keepFiring: 0, staleAfter: minute * 60 }, at);
    const flaps = { changes: 4, evaluations: 20, every: minute };
    if (alert) alerts.set(id, flapping ? withFlapping(alerts.get(id), alert, flaps, at) : alert);
  }

  return {
    config,
    deps,
    alerts,
    groups,
    logs,
    handlings,
    silences,
    records,
    metrics,
    log,
    /** Minute by minute, from the one to the other, which is the last. */
    async run(from: number, to: number): Promise<void> {
      for (let at = start + from * minute; at <= start + to * minute; at += minute) await tick(at);
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

export function identityOf(name: string) {
  const [rule = '', ...pairs] = name.split(' ');
  const labels = Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  return { rule, labels, id: alertId('main', rule, labels) };
}

export const down = answerOf(503);
