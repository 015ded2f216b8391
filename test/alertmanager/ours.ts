import type { Alert } from '../../functions/core/alert.ts';
import { alertId } from '../../functions/core/alert-id.ts';
import type { Group, GroupLog } from '../../functions/core/group.ts';
import type { Silence } from '../../functions/core/silence.ts';
import { minute } from '../../functions/core/time.ts';
import { dispatchTenant } from '../../functions/dispatch/dispatch.ts';
import { logAfter, logWithdrawn } from '../../functions/notify/group-log.ts';
import { silentLog } from '../support/fakes.ts';
import { config } from './our-config.ts';
import {
  alertName,
  byScenario,
  groupName,
  inScenario,
  lastTick,
  type Spell,
  scenarioLabel,
  type Timeline,
  type Told,
  type ToldNotice,
} from './timeline.ts';

const tenant = 'main';
const start = Date.UTC(2026, 10, 2, 12);
const at = (tick: number) => start + tick * minute;

/** What our dispatch tells of the timelines, tick by tick, to channels that take everything. */
export async function ourNotices(timelines: readonly Timeline[]): Promise<Told> {
  const marked = timelines.map(inScenario);
  const spells = marked.flatMap((timeline) => timeline.spells);
  const silences = marked.flatMap((timeline) => timeline.silences).map(silenceOf);
  const [groups, logs] = [new Map<string, Group>(), new Map<string, GroupLog>()];
  const notices: { scenario: string; notice: ToldNotice }[] = [];
  for (let tick = 0; tick <= lastTick; tick += 1) {
    const alerts = alertsAt(spells, tick);
    const names = new Map(alerts.map(({ id, rule, labels }) => [id, alertName(rule, labels)]));
    await dispatchTenant(
      { tenant, zone: 'UTC', tick: at(tick), before: at(tick - 1) },
      {
        config,
        alertsOfRule: async (_, rule) => alerts.filter((alert) => alert.rule === rule),
        groups: async () => [...groups.values()],
        saveGroup: async (group) => groups.set(group.id, group) === groups,
        said: async () => ({ silences, handlings: [], overrides: [], logs: [...logs.values()] }),
        saveHandling: async () => true,
        isOver: async () => false,
        metric: () => {},
        log: silentLog,
      },
    );
    for (const group of groups.values()) {
      const log = logs.get(group.id);
      if (group.outbox === undefined || group.outbox.seq <= (log?.seq ?? 0)) continue;
      logs.set(group.id, taken(group, group.outbox, log, at(tick)));
      if (group.outbox.kind === 'withdraw') continue;
      notices.push({ scenario: group.labels[scenarioLabel] ?? '', notice: noticeOf(group, group.outbox, names, tick) });
    }
  }
  return byScenario(notices);
}

type Outbox = NonNullable<Group['outbox']>;

function taken({ id, channel }: Group, entry: Outbox, before: GroupLog | undefined, now: number): GroupLog {
  if (entry.kind === 'withdraw') return logWithdrawn(id, channel, entry.seq, before, now);
  return logAfter(id, { channel, entry, attempts: 1, before, delivery: { kind: 'sent' }, now }, config.rules);
}

function noticeOf(
  { channel, labels }: Group,
  { members }: Outbox,
  names: ReadonlyMap<string, string>,
  tick: number,
): ToldNotice {
  const named = (wanted: string) =>
    Object.entries(members)
      .flatMap(([id, { kind }]) => (kind === wanted ? (names.get(id) ?? id) : []))
      .sort();
  return { tick, to: groupName(channel, labels), firing: named('firing'), resolved: named('resolved') };
}

/** Alerts as the evaluation leaves them: of several spells of one alert, the last that has begun. */
function alertsAt(spells: readonly Spell[], tick: number): Alert[] {
  const begun = spells.filter(({ from }) => from <= tick);
  const byAlert = Map.groupBy(begun, ({ rule, labels }) => alertId(tenant, rule, labels));
  return [...byAlert].flatMap(([id, ofAlert]) => {
    const spell = ofAlert.at(-1);
    return spell ? [alertOf(id, spell, ofAlert.length, tick)] : [];
  });
}

function alertOf(id: string, { rule, labels, severity, from, until }: Spell, episode: number, tick: number): Alert {
  const firedAt = at(from);
  const shared = {
    tenant,
    rule,
    labels,
    id,
    peak: severity,
    tick: at(tick),
    rev: 1,
    episode,
    since: firedAt,
    firedAt,
    knownAt: at(tick),
  };
  const evidence = { sample: 1, failures: 1, window: { from: at(tick - 1), to: at(tick) }, codes: [], hit: [] };
  if (until !== undefined && until <= tick) {
    return { ...shared, state: 'inactive', levels: {}, resolvedAt: at(until), resolvedBecause: 'recovered', evidence };
  }
  const level = { state: 'firing' as const, activeAt: firedAt, firedAt };
  return { ...shared, state: 'firing', severity, levels: { [severity]: level }, evidence };
}

function silenceOf({ match, from, until }: Required<Timeline>['silences'][number], index: number): Silence {
  const matchers = Object.entries(match).map(([label, value]) => ({ label, op: '=' as const, value }));
  const by = { name: 'test', via: 'cli' as const };
  const times = { startsAt: at(from), endsAt: at(until), createdAt: at(from) };
  return { tenant, id: `s-${index}`, rev: 1, matchers, ...times, by, comment: 'test' };
}
