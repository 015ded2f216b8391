import type { Config } from '../../config/schema.ts';
import type { Alert } from '../../core/alert.ts';
import type { Log } from '../../core/log.ts';
import { minutesComplete } from '../../core/retention.ts';
import { createReadings } from '../readings.ts';
import { type SimulatedTick, simulate } from '../simulate.ts';
import { alertText, compareAlerts, compareNotices, type Mismatch } from './compare.ts';
import { plainTelling } from './plain-telling.ts';
import type { RuleTest, Timed } from './rule-test-file.ts';
import { writtenSources } from './written-sources.ts';

/** `wrong` is empty if all was as expected. `errors`: rules that could not be judged. */
export type RuleTestResult = { name: string; wrong: Mismatch[]; errors: string[] };

/** Runs one test through the very evaluation that is deployed. */
export async function runRuleTest(test: RuleTest, config: Config): Promise<RuleTestResult> {
  const errors: string[] = [];
  const start = new Date(test.start).getTime();
  const [tenant, { timeZone }] = Object.entries(config.tenants)[0] ?? ['main', { timeZone: 'UTC' }];
  const zone = test.zone ?? timeZone;
  const written = { tenant, zone, start, series: test.series, usual: test.usual };
  const ticks = simulate({
    tenant,
    zone,
    stage: 'test',
    rules: rulesUnder(test, config),
    config: { ...config, ...plainTelling(config) },
    readings: (tick) => {
      const context = { tenant, zone, tick, minutesComplete: minutesComplete(config.retention) };
      return createReadings(context, writtenSources(test, written, tick));
    },
    from: start,
    to: start + lastOf(test),
    log: errorsOnly(errors),
  });
  const wrong: Mismatch[] = [];
  for await (const tick of ticks) wrong.push(...compare(test, tick, config, start));
  return { name: test.name, wrong, errors: [...new Set(errors)] };
}

/** All rules are there, for they may ask for each other; those that are tested are on. */
function rulesUnder({ rule: tested }: RuleTest, { rules }: Config): Config['rules'] {
  return tested === undefined ? rules : rules.map((rule) => ({ ...rule, enabled: tested.includes(rule.id) }));
}

function lastOf({ alerts, notices = [], until = 0 }: RuleTest): number {
  return Math.max(until, ...alerts.map(({ last }) => last), ...notices.map(({ last }) => last));
}

function compare(test: RuleTest, { tick, alerts, notices }: SimulatedTick, config: Config, start: number): Mismatch[] {
  const at = tick - start;
  const open = [...alerts.values()].filter(({ state }) => state !== 'inactive');
  const describe = (alert: Alert) => {
    return alertText(
      alert,
      config.rules.find(({ id }) => id === alert.rule),
      start,
    );
  };
  const expected = expectedAt(test.alerts, at);
  return [
    ...(expected ? compareAlerts(at, expected, open, describe) : []),
    ...(test.notices ? compareNotices(at, expectedAt(test.notices, at) ?? [], notices) : []),
  ];
}

/** What the keys that name the time say; nothing if none does. */
function expectedAt<Item>(timed: readonly Timed<Item>[], at: number): Item[] | undefined {
  const named = timed.filter(({ first, last }) => first <= at && at <= last);
  return named.length === 0 ? undefined : named.flatMap(({ items }) => items);
}

function errorsOnly(errors: string[]): Log {
  const error: Log['error'] = (message, fields) => {
    errors.push(`${message}: ${fields?.rule ?? ''} ${fields?.error ?? ''}`.trim());
  };
  return { info: () => undefined, warn: () => undefined, error };
}
