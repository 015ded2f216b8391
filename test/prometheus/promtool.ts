import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minute, second } from '../../functions/core/time.ts';
import type { RuleSettings } from '../../functions/rules/index.ts';
import type { Traffic } from './cases.ts';
import { warmUp } from './cases.ts';
import type { AlertsByMinute } from './ours.ts';

export const promtoolVersion = ((): string | undefined => {
  try {
    return execFileSync('promtool', ['--version'], { encoding: 'utf8' }).split('\n')[0];
  } catch {
    return undefined;
  }
})();

/** From 2.42 on a rule can keep firing. */
export function keepsFiring(version: string): boolean {
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) * 1000 + Number(minor) >= 2042;
}

/** The minutes at which Prometheus has other alerts than expected, by rule. */
export async function differences(
  rules: readonly RuleSettings[],
  traffic: readonly Traffic[],
  expected: ReadonlyMap<string, AlertsByMinute>,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-prometheus-'));
  const groups = [{ name: 'rules', interval: '1m', rules: rules.flatMap(prometheusRules) }];
  writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups }));
  const queries = [...expected].flatMap(([rule, alerts]) => queriesOf(rule, alerts));
  const tests = [{ interval: '1m', input_series: traffic.flatMap(inputSeries), promql_expr_test: queries }];
  writeFileSync(
    join(folder, 'test.yml'),
    JSON.stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests }),
  );
  const { code, output } = await run(['test', 'rules', join(folder, 'test.yml')]);
  if (code === 0) return [];
  const found = [
    ...output.matchAll(/expr: "ALERTS\{alertname=\\?"([\w-]+)\\?"\}", time: (\S+),\s+exp:(.*)\s+got:(.*)/g),
  ];
  if (found.length === 0) throw new Error(`promtool failed: ${output}`);
  return found.map(
    ([, rule, time, exp, got]) =>
      `${rule} at minute ${minuteOf(time ?? '')}: we say ${exp?.trim()}, Prometheus says ${got?.trim()}`,
  );
}

/** `1h15m` is minute 75. */
function minuteOf(text: string): number {
  const [, hours = '0', minutes = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?/.exec(text) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

function run(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile('promtool', args, { maxBuffer: 1e9 }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

function inputSeries({ provider, amounts }: Traffic) {
  const series = ['delivered', 'undelivered', 'failed'].map((name) => ({
    series: `${name}{provider="${provider}"}`,
    values: (amounts[name] ?? []).join(' '),
  }));
  return [...series.filter(({ values }) => values !== ''), ...bucketSeries(provider, amounts)];
}

/** Prometheus' buckets count all that is not above their bound. */
function bucketSeries(provider: string, amounts: Traffic['amounts']) {
  const bounds = Object.keys(amounts).flatMap((name) =>
    name.startsWith('o.receipt.') ? [Number(name.slice(10))] : [],
  );
  const minutes = amounts.delivered?.length ?? 0;
  const upTo = (bound: number) =>
    Array.from({ length: minutes }, (_, at) =>
      bounds.filter((one) => one <= bound).reduce((sum, one) => sum + (amounts[`o.receipt.${one}`]?.[at] ?? 0), 0),
    );
  return [...bounds, Number.POSITIVE_INFINITY].map((bound) => ({
    series: `receipt_bucket{provider="${provider}",le="${Number.isFinite(bound) ? bound : '+Inf'}"}`,
    values: upTo(bound).join(' '),
  }));
}

/** One for each level. */
function prometheusRules(rule: RuleSettings) {
  const levels: Record<string, { for: number } & Record<string, number>> = rule.when as never;
  return Object.entries(levels).map(([severity, level]) => {
    const comparison = 'below' in level ? `< ${limitOf(rule, level.below)}` : `> ${limitOf(rule, level.above)}`;
    return {
      alert: rule.id,
      expr: `(${exprOf(rule)} ${comparison}) and on() (vector(time()) >= ${(warmUp * minute) / second})`,
      for: `${level.for / second}s`,
      keep_firing_for: `${rule.keepFiring / second}s`,
      labels: { severity },
    };
  });
}

function limitOf({ kind }: RuleSettings, limit = 0): number {
  return kind === 'percentile' ? limit / second : limit;
}

function exprOf(rule: RuleSettings): string {
  const total = (name: string) => `sum by (provider) (sum_over_time(${name}${rangeOf(rule)}))`;
  const failures = `(${total('undelivered')} + ${total('failed')})`;
  if (rule.kind === 'percentile') {
    const buckets = `sum by (provider, le) (sum_over_time(receipt_bucket${rangeOf(rule)}))`;
    return `histogram_quantile(${rule.p / 100}, ${buckets})`;
  }
  if (rule.kind !== 'ratio' && rule.kind !== 'count') throw new Error(`${rule.kind} is not translated`);
  const part = rule.of === 'failures' ? failures : total('delivered');
  return rule.kind === 'count' ? part : `${part} / (${total('delivered')} + ${failures})`;
}

/**
 * Our minute n holds what Prometheus' sample of minute n does. At tick t we judge the minutes from t − settle − window up
 * to and without t − settle; so the last sample is one minute older than the settle lag, and the range must hold the first
 * and not the one before it, whether its beginning counts (up to version 2) or not (from 3 on).
 */
function rangeOf(rule: RuleSettings): string {
  const window = 'window' in rule ? (rule.window ?? minute) : minute;
  return `[${(window - minute + second) / second}s] offset ${(rule.settle + minute) / second}s`;
}

function queriesOf(rule: string, alerts: AlertsByMinute) {
  return [...alerts].map(([at, open]) => ({
    expr: `ALERTS{alertname="${rule}"}`,
    eval_time: `${at}m`,
    exp_samples: open.map(({ provider, severity, state }) => ({
      labels: `ALERTS{alertname="${rule}", alertstate="${state}", provider="${provider}", severity="${severity}"}`,
      value: 1,
    })),
  }));
}
