import type { Config } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { Handling } from '../../functions/core/handling.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { resolveByHand } from '../../functions/core/resolve-by-hand.ts';
import { minute } from '../../functions/core/time.ts';
import { answerOf, ok } from './notify-world.ts';
import { noFaults } from './telling-faults.ts';
import { actionOf, busyMinutes, channels, type TellingSetting } from './telling-settings.ts';
import { evening, type Post, tellingWorld } from './telling-world.ts';
import { identityOf } from './told-alert.ts';

/** What was true at a tick, by alert. */
export type Moment = { alerts: ReadonlyMap<string, Alert>; handlings: ReadonlyMap<string, Handling> };

/** What was told in a world, from its first minute until long after everything was over. */
export type Played = {
  setting: TellingSetting;
  rules: Config['rules'];
  posts: Post[];
  /** What was tried to be told to fire, arrived or not: `<channel> <alert>`. */
  tried: ReadonlySet<string>;
  /** By tick. */
  moments: ReadonlyMap<number, Moment>;
  /** The longest time, in minutes, in which there was an alert that nobody had heard of though they should have. */
  untoldFor: number;
};

/** Plays a world once, however often it is asked for. */
export function remembered() {
  const played = new Map<string, Promise<Played>>();
  return (setting: TellingSetting): Promise<Played> => {
    const key = JSON.stringify(setting);
    const known = played.get(key) ?? play(setting);
    played.set(key, known);
    return known;
  };
}

export async function play(setting: TellingSetting): Promise<Played> {
  const world = worldOf(setting);
  const moments = new Map<number, Moment>();
  let [untold, untoldFor] = [0, 0];
  for (let at = 0; at <= busyMinutes + restMinutes; at += at < busyMinutes ? 1 : 5) {
    if (setting.missed.includes(at)) continue;
    await world.run(at, at);
    moments.set(evening + at * minute, { alerts: new Map(world.alerts), handlings: new Map(world.handlings) });
    untold = world.metrics.get(metricNames.alertsUntold) === 0 ? 0 : untold + 1;
    untoldFor = Math.max(untold, untoldFor);
    for (const { does, name } of setting.deeds.filter((deed) => deed.at === at)) {
      const known = world.alerts.get(identityOf(name).id);
      const now = evening + at * minute;
      if (known === undefined) continue;
      const closed = does === 'resolve' ? resolveByHand(known, now) : undefined;
      if (closed?.kind === 'closed') world.alerts.set(known.id, closed.alert);
      if (does !== 'resolve') world.act(name, actionOf(does, now), at);
    }
  }
  const tries = world.records.filter(({ kind }) => kind === 'firing');
  const tried = new Set(tries.flatMap(({ channel, alerts }) => alerts.map(({ id }) => `${channel} ${id}`)));
  return { setting, rules: world.config.rules, posts: world.posts, tried, moments, untoldFor };
}

/** A cooldown of what was lost, the hour in which a notice is tried again, and two flushes. */
const restMinutes = 180;

/** The same world in which nothing goes wrong. */
export function calm(setting: TellingSetting): TellingSetting {
  return { ...setting, outages: [], missed: [], faults: noFaults };
}

function worldOf({
  silences,
  outages,
  inhibit,
  repeat,
  remindAfter,
  deeds: _,
  missed: __,
  ...setting
}: TellingSetting) {
  const world = tellingWorld({
    ...setting,
    channels,
    intervals: { shift: { times: [{ from: '18:20', to: '19:30' }] } },
    inhibit: inhibit ? [inhibition] : [],
    acknowledge: { remindAfter, confirmWithin: '10m' },
    escalations: {
      ladder: {
        steps: [
          { after: '0m', to: ['desk'] },
          { after: '7m', to: ['pager', 'desk'] },
          { after: '20m', to: ['boss'] },
        ],
        repeat,
        repeatAfter: '15m',
      },
    },
    answers: (channel, at) => {
      const outage = outages.find((one) => one.channel === channel && one.from <= at && at < one.from + one.length);
      return outage ? answerOf(outage.status) : ok;
    },
  });
  silences.forEach(({ carrier, from, length }, index) => {
    world.silences.push({
      tenant: 'main',
      id: `s${index}`,
      rev: 1,
      matchers: [{ label: 'carrier', op: '=', value: carrier }],
      startsAt: evening + from * minute,
      endsAt: evening + (from + length) * minute,
      by: { name: 'Ana Ruiz', via: 'cli' },
      comment: 'known',
      createdAt: evening,
    });
  });
  return world;
}

/** Of the rule that inhibits no other. */
const inhibition = {
  source: { rule: 'delivery', severity: 'critical' },
  target: { rule: ['receipts', 'latency'] },
  equal: ['carrier'],
};
