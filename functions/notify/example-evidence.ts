import * as z from 'zod';
import type { RuleSettings } from '../config/schema.ts';
import type { Evidence } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import type { Unit } from '../core/unit.ts';
import { plain, whyOf } from '../rules/evidence.ts';
import { wordsOf } from '../rules/index.ts';

const boundSchema = z.union([z.object({ below: z.number() }), z.object({ above: z.number() })]);
const aboutSchema = z.object({ of: z.string() });

/** Where the rule's kind has no threshold to go beyond. */
const typical: Partial<Record<Unit, number>> = { share: 0.4, percent: 40, factor: 3, 'per-second': 4, count: 12 };

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
  const most = unit === 'share' ? 1 : Number.POSITIVE_INFINITY;
  const value = bound ? Math.min(bound.limit * bound.beyond, most) : typical[unit];
  const usual = bound && bound.limit > 0 ? Math.min(bound.limit * bound.usual, 0.97 * most) : undefined;
  return {
    ...plain(rounded(value, unit), window),
    ...(usual !== undefined && { usual: rounded(usual, unit) ?? usual }),
    ...(unit === 'share' && value !== undefined && failuresAt(bound?.isBelow ? 1 - value : value)),
    ...whyIn(rule, labels),
  };
}

function boundOf({ when }: RuleSettings, severity: Severity) {
  const level = Object.entries(when).find(([name]) => name === severity)?.[1];
  const parsed = boundSchema.safeParse(level);
  if (!parsed.success) return undefined;
  if ('below' in parsed.data) return { isBelow: true, limit: parsed.data.below, beyond: 0.7, usual: 1.2 };
  return { isBelow: false, limit: parsed.data.above, beyond: 1.4, usual: 0.3 };
}

function failuresAt(share: number): Pick<Evidence, 'sample' | 'failures'> {
  return { sample, failures: Math.round(sample * share) };
}

function rounded(value: number | undefined, unit: Unit): number | undefined {
  return value === undefined || unit === 'share' || unit === 'factor' ? value : Math.round(value);
}

/** Failed messages are explained, and nothing else. */
function whyIn(rule: RuleSettings, labels: Readonly<Record<string, string>>): Partial<Evidence> {
  const about = aboutSchema.safeParse(rule);
  if (!about.success) return {};
  const known = codes[labels.provider ?? 'telnyx'] ?? [];
  const measures = Object.fromEntries(known.map((code, index) => [`x.code.${code}`, counts[index] ?? 1]));
  const hit = 'campaign' in labels ? {} : { 'x.campaign.spring-promo': 402, 'x.campaign.order-updates': 66 };
  return whyOf(about.data.of, { ...measures, ...hit, 'o.failedCostMicros': 9_360_000 });
}
