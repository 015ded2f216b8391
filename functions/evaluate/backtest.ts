import { setImmediate } from 'node:timers/promises';
import type { Config, RuleSettings } from '../config/schema.ts';
import { localStamps } from '../core/calendar.ts';
import type { Log } from '../core/log.ts';
import { durationText } from '../core/number-text.ts';
import { minute, minuteStart } from '../core/time.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import type { Span } from '../rules/rule-kind.ts';
import { createGround } from './backtest-ground.ts';
import { notesOn, notesOnData, troubleLog } from './backtest-notes.ts';
import { type BacktestStory, createStory } from './backtest-story.ts';
import type { Sources } from './readings.ts';
import { type SimulatedTick, simulate } from './simulate.ts';
import { type Sweep, type SweptRule, sweepRule } from './sweep.ts';

export type BacktestInput = {
  config: Config;
  stage: string;
  tenant: string;
  /** The tenant's. */
  zone: string;
  /** The id of a rule of the configuration; it is judged even if it is switched off. */
  rule: string;
  /** `from <= tick < to`, epoch milliseconds, whole minutes. */
  range: Span;
  sweep?: Sweep | undefined;
};

export type BacktestDeps = {
  sources: Sources;
  now(): number;
  signal: AbortSignal;
  /** Told now and then. @param done from 0 to 1 */
  progress(done: number, tick: number): void;
};

/** What one value of a sweep would have led to; or why the configuration would refuse it. */
export type SweptStory = { value: string | number } & ({ story: BacktestStory } | { infeasible: string });

export type BacktestOutcome =
  | { kind: 'refused'; why: string }
  | {
      /** `interrupted`: the range ends where it stopped. */
      kind: 'done' | 'interrupted';
      range: Span;
      rule: RuleSettings;
      /** Of the rule as it is configured. */
      story: BacktestStory;
      sweep: SweptStory[];
      /** What to keep in mind, in sentences. */
      notes: string[];
      /** So many queries were made of counters, gauges, metrics and registrations. */
      reads: number;
    };

/**
 * When a rule would have been pending and firing, and who would have been told, by the counters that are kept: the code
 * is that of live evaluation. All values of a sweep are tried in one go. @throws as the sources, if they cannot be read
 */
export async function backtest(input: BacktestInput, deps: BacktestDeps): Promise<BacktestOutcome> {
  const rule = allRules(input.config.rules).find(({ id }) => id === input.rule);
  if (rule === undefined) return { kind: 'refused', why: unknownRule(input.config, input.rule) };
  const minutesFrom = minuteStart(deps.now() - input.config.retention.minute) + minute;
  const range = { from: input.range.from, to: Math.min(input.range.to, minuteStart(deps.now())) };
  if (range.from < minutesFrom) return { kind: 'refused', why: tooEarly(minutesFrom, input) };
  if (range.to <= range.from) return { kind: 'refused', why: 'The range has not begun yet.' };
  return replay({ ...input, range }, rule, minutesFrom, deps);
}

/** @param minutesFrom earlier minutes are no longer kept */
async function replay(
  input: BacktestInput,
  rule: RuleSettings,
  minutesFrom: number,
  deps: BacktestDeps,
): Promise<BacktestOutcome> {
  const { config, range } = input;
  const ground = createGround({ ...input, minutesFrom, retention: config.retention }, deps.sources);
  const trouble = troubleLog(rule.id);
  const start = (tried: RuleSettings, log: Log) => startRun(input, tried, ground.readings, log);
  const own = start(rule, trouble.log);
  const swept = (input.sweep ? sweepRule(config, rule, input.sweep) : []).map((one) => runOf(one, start));
  const to = await runAll([own, ...swept.flatMap((one) => ('run' in one ? one.run : []))], range, ground.failure, deps);
  return {
    kind: to < range.to ? 'interrupted' : 'done',
    range: { from: range.from, to },
    rule,
    story: own.story.told(to),
    sweep: swept.map((one) => ('run' in one ? { value: one.value, story: one.run.story.told(to) } : one)),
    notes: [
      ...notesOn(rule),
      ...trouble.notes(Math.ceil((to - range.from) / rule.every)),
      ...notesOnData(ground.found(), input.zone),
    ],
    reads: ground.reads(),
  };
}

/** What to say of a rule that the configuration does not have. */
export function unknownRule({ rules }: Config, rule: string): string {
  const known = rules.map(({ id }) => id).join(', ');
  return `There is no rule "${rule}" in the configuration; there are: ${known || 'none'}`;
}

function tooEarly(minutesFrom: number, { config, zone }: BacktestInput): string {
  const kept = durationText(config.retention.minute);
  const first = localStamps(zone)(minutesFrom);
  return `Minutes are kept for ${kept} (retention.minute): begin at ${first} (${zone}) or later.`;
}

type Run = { story: ReturnType<typeof createStory>; ticks: AsyncGenerator<SimulatedTick> };
type Start = (rule: RuleSettings, log: Log) => Run;

function startRun(
  { config, tenant, zone, stage, range }: BacktestInput,
  rule: RuleSettings,
  readings: Parameters<typeof simulate>[0]['readings'],
  log: Log,
): Run {
  const setting = { tenant, zone, stage, config, readings, log, from: range.from, to: range.to - minute };
  return { story: createStory(rule.id), ticks: simulate({ ...setting, rules: rulesAround(rule, config) }) };
}

/** Other rules are judged if the rule asks for them. Those on evaluation itself need all to be evaluated. */
function rulesAround(rule: RuleSettings, config: Config): RuleSettings[] {
  const others = config.rules.filter(({ id }) => id !== rule.id);
  const whole = rule.kind === 'evaluation';
  return [{ ...rule, enabled: true }, ...others.map((one) => ({ ...one, enabled: whole && one.enabled }))];
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function runOf(swept: SweptRule, start: Start) {
  return 'rule' in swept ? { value: swept.value, run: start(swept.rule, silent) } : swept;
}

/** Takes all runs through the range, tick by tick, so that they read together. @returns where they stopped */
async function runAll(runs: readonly Run[], { from, to }: Span, failure: () => Error | undefined, deps: BacktestDeps) {
  for (let tick = from; tick < to; tick += minute) {
    for (const { ticks, story } of runs) {
      const { value } = await ticks.next();
      if (value) story.add(value);
    }
    const failed = failure();
    if (failed) throw failed;
    if ((tick / minute) % 16 !== 0) continue;
    deps.progress((tick + minute - from) / (to - from), tick);
    // All may be in memory: what came in meanwhile gets its turn.
    await setImmediate();
    if (deps.signal.aborted) return tick + minute;
  }
  return to;
}
