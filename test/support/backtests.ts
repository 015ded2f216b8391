import { defineConfig } from '../../functions/config/define-config.ts';
import type { ConfigInput } from '../../functions/config/schema.ts';
import { minute } from '../../functions/core/time.ts';
import { type BacktestInput, type BacktestOutcome, backtest } from '../../functions/evaluate/backtest.ts';
import type { Sources } from '../../functions/evaluate/readings.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { minutelyRule } from './minutely-rule.ts';
import { emptySources } from './readings.ts';
import { timelineHistory } from './timeline-history.ts';

/** Monday, 2 June 2025, 14:00 in New York. */
export const afternoon = Date.parse('2025-06-02T18:00Z');
export const zone = 'America/New_York';

/** At two severities. */
export const minutely = {
  ...minutelyRule,
  when: { critical: { below: '50%', for: '2m' }, high: { below: '90%' } },
} as const satisfies RuleInput;

/** Critical alerts go to both channels, all others to one. */
export function configOf(rules: readonly RuleInput[], some: Partial<ConfigInput> = {}) {
  return defineConfig({
    tenants: { main: { timeZone: zone } },
    rules: [...rules],
    routes: [
      {
        wait: '0s',
        interval: '1m',
        routes: [{ match: { severity: 'critical' }, to: ['pagerduty', 'slack'] }, { to: ['slack'] }],
      },
    ],
    channels: { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' } },
    ...some,
  });
}

type Some = Partial<BacktestInput> & { traffic?: Record<string, string>; sources?: Sources; now?: number };

/** A backtest of two hours of the afternoon; at its end it is now, unless it is said to be later. */
export async function backtested(some: Some = {}, signal = new AbortController().signal) {
  const { traffic = {}, now = afternoon + 120 * minute, ...input } = some;
  const { history, asked } = timelineHistory(afternoon, traffic);
  const range = { from: afternoon, to: afternoon + 120 * minute };
  const progress: number[] = [];
  const outcome = await backtest(
    { config: configOf([minutely]), stage: 'test', tenant: 'main', zone, rule: 'delivery', range, ...input },
    {
      sources: some.sources ?? emptySources(history),
      now: () => now,
      signal,
      progress: (done) => progress.push(done),
    },
  );
  return { outcome, asked, progress };
}

/** The story, of a backtest that was not refused. @throws Error */
export function toldBy(outcome: BacktestOutcome) {
  if (outcome.kind === 'refused') throw new Error(outcome.why);
  return outcome;
}
