import type { Config } from '../functions/config/schema.ts';
import { localStamps } from '../functions/core/calendar.ts';
import { minuteStart } from '../functions/core/time.ts';
import { type BacktestDeps, backtest, type SweptStory } from '../functions/evaluate/backtest.ts';
import type { BacktestStory } from '../functions/evaluate/backtest-story.ts';
import { parseSweep } from '../functions/evaluate/sweep.ts';
import { type Backtested, backtestText } from './backtest-text.ts';
import { timeRange } from './time-range.ts';

export type RulesBacktestOptions = {
  from: string;
  to?: string | undefined;
  tenant: string;
  stage: string;
  sweep?: string | undefined;
  step?: string | undefined;
  json?: boolean | undefined;
};

export type RulesBacktestTools = Pick<BacktestDeps, 'sources' | 'now' | 'signal'> & {
  config: Config;
  /** The tenant's. */
  zone: string;
  print(text: string): void;
  /** Tells how far it is, now and then; goes where results do not. */
  progress(text: string): void;
  warn(text: string): void;
};

/** Prints when a rule would have fired. @returns the exit code: 130 if it was interrupted. @throws Error that says what to do */
export async function rulesBacktest(rule: string, options: RulesBacktestOptions, tools: RulesBacktestTools) {
  const { config, zone } = tools;
  const { from, to } = timeRange(options.from, options.to, zone);
  const sweep = options.sweep === undefined ? undefined : parseSweep(options.sweep, options.step);
  const stamp = localStamps(zone);
  const outcome = await backtest(
    { config, zone, rule, sweep, tenant: options.tenant, stage: options.stage, range: { from: minuteStart(from), to } },
    { ...tools, progress: (done, tick) => tools.progress(`${Math.floor(done * 100)} %, ${stamp(tick)}`) },
  );
  if (outcome.kind === 'refused') throw new Error(outcome.why);
  tools.print(options.json ? jsonOf(outcome, options, zone) : backtestText(outcome, zone, sweep?.setting));
  if (outcome.kind === 'done') return 0;
  tools.warn(`Interrupted: this is up to ${stamp(outcome.range.to)}.`);
  return 130;
}

function jsonOf(told: Backtested, { tenant, stage, sweep }: RulesBacktestOptions, timeZone: string): string {
  const { rule, kind, range, story, notes, reads } = told;
  const result = {
    ...{ rule: rule.id, tenant, stage, timeZone, from: iso(range.from), to: iso(range.to) },
    ...{ interrupted: kind === 'interrupted', ...sumsOf(story) },
    transitions: story.transitions.map((one) => ({ ...one, at: iso(one.at) })),
    notices: story.notices.map((one) => ({ ...one, at: iso(one.at) })),
    ...(sweep && { sweep: told.sweep.map(sweptOf) }),
    ...{ notes, reads },
  };
  return JSON.stringify(result, null, 2);
}

function sumsOf({ firings, firingMinutes, firstFiring, calmed, stillFiring, notices }: BacktestStory) {
  const first = firstFiring === undefined ? {} : { firstFiring: iso(firstFiring) };
  return { firings, firingMinutes, ...first, calmed, stillFiring, noticesSent: notices.length };
}

function sweptOf(one: SweptStory) {
  return 'story' in one ? { value: one.value, ...sumsOf(one.story) } : one;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
