import * as z from 'zod';
import type { RuleSettings } from '../config/schema.ts';
import type { Evidence } from '../core/alert.ts';
import { burnLimit } from '../core/burn-rate.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import type { Unit } from '../core/unit.ts';
import { plain, whyOf } from '../rules/evidence.ts';
import { wordsOf } from '../rules/index.ts';

const boundSchema = z.union([z.object({ below: z.number() }), z.object({ above: z.number() })]);
const aboutSchema = z.object({ of: z.string() });

/** Where the rule's kind has no threshold to go beyond. */
const typical: Partial<Record<Unit, number>> = { share: 0.7, percent: 70, factor: 3, 'per-second': 4, count: 12 };
const mostOf: Partial<Record<Unit, number>> = { share: 1, percent: 100, score: 100 };

/** The codes of each provider that everybody meets sooner or later. */
const codes: Readonly<Record<string, readonly string[]>> = {
  telnyx: ['40008', '40001', '40002'],
  twilio: ['30003', '30005', '30007'],
};
const counts = [311, 120, 37];
const sample = 1204;

/** What a rule may have seen when it fires with a severity: a value beyond its threshold, and the codes of its failures. */
export function exampleEvidence(
  rule: RuleSettings,
  severity: Severity,
  labels: Readonly<Record<string, string>>,
  tick: number,
): Evidence {
  const window = { from: tick - 20 * minute, to: tick - 5 * minute };
  const { unit } = wordsOf(rule, severity, plain(undefined, window));
  const bound = boundOf(rule, severity);
  const most = mostOf[unit] ?? Number.POSITIVE_INFINITY;
  const value = bound ? Math.min(bound.beyond, most) : typical[unit];
  return {
    ...plain(value === undefined ? undefined : rounded(value, unit), window),
    ...(bound && bound.usual > 0 && { usual: rounded(Math.min(bound.usual, 0.97 * most), unit) }),
    ...(value !== undefined && casesOf(unit, rounded(value, unit), bound)),
    ...whyIn(rule, labels),
  };
}

type Bound = { isBelow: boolean; beyond: number; usual: number };

function boundOf(rule: RuleSettings, severity: Severity): Bound | undefined {
  if (rule.kind === 'burn-rate') {
    const burning = rule.when[severity];
    return burning && { isBelow: false, beyond: burnLimit(burning, rule.period) * 1.2, usual: 0 };
  }
  const level = Object.entries(rule.when).find(([name]) => name === severity)?.[1];
  const parsed = boundSchema.safeParse(level);
  if (!parsed.success) return undefined;
  if ('below' in parsed.data) {
    const { below } = parsed.data;
    return { isBelow: true, beyond: below * 0.7, usual: below * 1.2 };
  }
  const { above } = parsed.data;
  return { isBelow: false, beyond: above === 0 ? 3 : above * 1.4, usual: above * 0.3 };
}

/** How many cases there may have been; of what has no threshold, and of scores, nothing is said. */
function casesOf(unit: Unit, value: number, bound: Bound | undefined): Partial<Evidence> {
  if (unit === 'share') return { sample, failures: Math.round(sample * (bound?.isBelow ? 1 - value : value)) };
  if (unit === 'factor') return { sample, failures: Math.round(sample / 10) };
  if (unit === 'millis') return { sample };
  if (bound === undefined) return {};
  const often: Partial<Record<Unit, number>> = { count: 1, 'per-second': 15 * 60, 'per-minute': 15, 'per-hour': 0.25 };
  return { sample: Math.round(value * (often[unit] ?? 0)) };
}

/** As much as is shown. */
function rounded(value: number, unit: Unit): number {
  return unit === 'count' || value >= 10 ? Math.round(value) : value;
}

/** Failed messages are explained, and nothing else. */
function whyIn(rule: RuleSettings, labels: Readonly<Record<string, string>>): Partial<Evidence> {
  const about = aboutSchema.safeParse(rule);
  if (!about.success) return {};
  const known = codes[labels.provider ?? 'telnyx'] ?? [];
  const measures = Object.fromEntries(known.map((code, index) => [`x.code.${code}`, counts[index] ?? 1]));
  if (!('campaign' in labels))
    Object.assign(measures, { 'x.campaign.spring-promo': 402, 'x.campaign.order-updates': 66 });
  return whyOf(about.data.of, { ...measures, 'o.failedCostMicros': 9_360_000 });
}
