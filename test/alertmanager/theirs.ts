import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { second } from '../../functions/core/time.ts';
import { loopbackServer } from '../support/loopback-server.ts';
import { actsAt, startAlertmanager } from './alertmanager.ts';
import {
  alertName,
  byScenario,
  groupName,
  inScenario,
  lastTick,
  type PlannedSilence,
  type Spell,
  scenarioLabel,
  type Timeline,
  type Told,
} from './timeline.ts';

const labels = z.record(z.string(), z.string());
const webhook = z.object({
  receiver: z.string(),
  groupLabels: labels,
  alerts: z.array(z.object({ status: z.enum(['firing', 'resolved']), labels })),
});

/** As Prometheus, which says again and again what fires. */
const resendEvery = 4;
/** Later than that into a tick, a flush may have come before what it should have known. */
const latest = 450;
const mostTries = 3;

type Run = { told: Told; isPunctual: boolean };

/**
 * What Alertmanager tells of the timelines. What is not as expected counts only if the machine kept the time; nothing if
 * it was too busy to, again and again.
 */
export async function theirNotices(
  timelines: readonly Timeline[],
  isExpected: (told: Told) => boolean,
): Promise<Told | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { told, isPunctual } = await run(timelines.map(inScenario));
    if (isPunctual || isExpected(told)) return told;
    console.warn('The machine was too busy to keep the time: what Alertmanager said is not compared');
  }
  return undefined;
}

async function run(timelines: readonly Required<Timeline>[]): Promise<Run> {
  const arrivals: number[] = [];
  const server = await loopbackServer((response) => {
    arrivals.push(Date.now());
    response.end();
  });
  const { post, stop } = await startAlertmanager(server.url);
  let mostLate = 0;
  const start = (Math.floor(Date.now() / second) + 1) * second;
  try {
    for (let tick = 0; tick <= lastTick; tick += 1) {
      await pause(Math.max(0, start + tick * second + actsAt - Date.now()));
      const spells = timelines.flatMap((timeline) => timeline.spells).filter((spell) => isSaid(spell, tick));
      if (spells.length > 0)
        await post(
          'alerts',
          spells.map((spell) => postable(spell, tick, start)),
        );
      const silences = timelines.flatMap((timeline) => timeline.silences).filter(({ from }) => from === tick);
      for (const silence of silences) await post('silences', postableSilence(silence, start));
      mostLate = Math.max(mostLate, Date.now() - start - tick * second);
    }
    await pause(start + (lastTick + 1) * second - Date.now());
  } finally {
    await stop();
    await server.close();
  }
  const early = new Set(
    timelines.filter(({ spells }) => spells.some(({ startedBefore }) => startedBefore)).map(({ name }) => name),
  );
  const notices = server.received.map(({ body }, index) => {
    const { receiver, groupLabels, alerts } = webhook.parse(JSON.parse(body));
    const named = (status: string) =>
      alerts
        .filter((alert) => alert.status === status)
        .map(nameOf)
        .sort();
    const at = (arrivals[index] ?? 0) - start;
    const scenario = groupLabels[scenarioLabel] ?? '';
    if (at % second < latest && !early.has(scenario)) mostLate = second;
    const to = groupName(receiver, groupLabels);
    return {
      scenario,
      notice: { tick: Math.floor(at / second), to, firing: named('firing'), resolved: named('resolved') },
    };
  });
  return { told: byScenario(notices), isPunctual: mostLate < latest };
}

function nameOf({ labels: { rule = '', severity: _, ...rest } }: { labels: Record<string, string> }): string {
  return alertName(rule, rest);
}

function isSaid({ from, until = Number.POSITIVE_INFINITY }: Spell, tick: number): boolean {
  if (tick === from || tick === until) return true;
  return tick > from && tick < until && tick % resendEvery === 0;
}

function postable(
  { rule, severity, labels: own, from, until, startedBefore = 0 }: Spell,
  tick: number,
  start: number,
): object {
  const at = (ticks: number) => new Date(start + ticks * second).toISOString();
  return {
    labels: { ...own, rule, severity },
    startsAt: at(from - startedBefore),
    ...(tick === until && { endsAt: at(until) }),
  };
}

function postableSilence({ match, from, until }: PlannedSilence, start: number): object {
  const at = (ticks: number) => new Date(start + ticks * second).toISOString();
  return {
    matchers: Object.entries(match).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
    startsAt: at(from),
    endsAt: at(until),
    createdBy: 'test',
    comment: 'test',
  };
}
