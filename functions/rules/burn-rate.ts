import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { burnLimit, burnOf, errorRateAt, fastestBurn, isReachable, leastSlo } from '../core/burn-rate.ts';
import { durationText, percentText } from '../core/number-text.ts';
import { type Severity, severities } from '../core/severity.ts';
import { allBad } from '../core/three-valued.ts';
import { day, minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { type Measured, verdict } from '../core/verdict.ts';
import { shareText } from './amount-words.ts';
import { countName } from './amounts.ts';
import { known, shareOf, whyOf } from './evidence.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, gateSettings, hold, levels, mapLevels } from './rule-settings.ts';
import { duration, share, wholeMinutes } from './values.ts';
import { readScopes, readSide, type Sums, settledWindow } from './windows.ts';

const shortPart = 12;

const level = z
  .strictObject({
    /** So much of the period's budget, spent within `long`. */
    budget: share.refine((part) => part > 0, 'more than nothing'),
    long: wholeMinutes,
    /** It must still burn within this time: that is what ends the alert soon. Default: a twelfth of `long`. */
    short: wholeMinutes.optional(),
    for: hold,
  })
  .refine(({ long, short }) => (short ?? 0) < long, { path: ['short'], message: 'must be shorter than long' })
  .refine(({ long, short }) => short !== undefined || long % (shortPart * minute) === 0, {
    path: ['short'],
    message: 'a twelfth of long is not whole minutes: write short',
  });

const settings = commonSettings
  .extend({
    ...gateSettings,
    kind: z.literal('burn-rate'),
    /** What is bad, of all that counts. */
    of: countName.default('failures'),
    over: countName.default('settled'),
    /** So much is to be good. */
    slo: share.refine((part) => part < 1, 'less than 100%: otherwise there is no budget').default(0.95),
    /** What the budget is for. */
    period: duration.refine((millis) => millis > 0, 'longer than nothing').default(30 * day),
    when: levels(level),
  })
  .superRefine(({ slo, period, when }, context) => {
    for (const severity of severities) {
      const burn = when[severity] && burnLimit(when[severity], period);
      if (burn === undefined || isReachable(burn, slo)) continue;
      context.addIssue({ code: 'custom', path: ['when', severity], message: unreachable(burn, slo) });
    }
  });
type BurnRateRule = z.output<typeof settings>;
type Level = z.output<typeof level>;

/**
 * The budget of an SLO burns too fast, over a long window and still over a short one (SEMANTICS 4.10). The gate holds
 * for both windows.
 */
export const burnRate = {
  settings,
  async judge(rule: BurnRateRule, { tick, read }: Look): Promise<Judgement> {
    const lengths = [...new Set(Object.values(rule.when).flatMap((one) => [one.long, shortOf(one)]))];
    const windowOf = (length: number) => settledWindow({ ...rule, window: length }, tick);
    const sums = await Promise.all(
      lengths.map(async (length) => [length, (await readSide(rule, windowOf(length), read)).sumsOf] as const),
    );
    const scopes = await readScopes(rule, windowOf(Math.max(...lengths)), read);
    const series = scopes.map((scope) => {
      const rates = new Map(sums.map(([length, sumsOf]) => [length, sumsOf(scope)]));
      return { labels: scope.labels, ...judgeSums(rule, rates, windowOf) };
    });
    return { series };
  },
  words(rule: BurnRateRule, severity: Severity, evidence: Evidence): RuleWords {
    const one = rule.when[severity];
    return {
      unit: 'factor',
      threshold: one && `threshold ${valueText(burnLimit(one, rule.period), 'factor')}`,
      counted: shareText(rule, evidence),
      facts: one ? factsOf(one, evidence) : [],
    };
  },
} satisfies RuleKind<typeof settings>;

function shortOf({ long, short }: Level): number {
  return short ?? long / shortPart;
}

type ByLength = ReadonlyMap<number, Sums>;

/** The evidence is that of the worst level that is bad, else of the worst of all. */
function judgeSums(rule: BurnRateRule, sums: ByLength, windowOf: (length: number) => Evidence['window']): Judged {
  const measured = (length: number) => shareOf(rule, sums.get(length) ?? { own: {}, whole: {} }, false);
  const verdicts = mapLevels(rule.when, (one) => judgeLevel(rule, one, measured(one.long), measured(shortOf(one))));
  const has = severities.filter((severity) => rule.when[severity] !== undefined);
  const shown = has.find((severity) => verdicts[severity] === 'bad') ?? has[0];
  const length = (shown && rule.when[shown]?.long) ?? 0;
  const long = measured(length);
  const value = long.value === undefined ? undefined : burnOf(long.value, rule.slo);
  return {
    verdicts,
    evidence: {
      ...known({ ...long, value }),
      window: windowOf(length),
      ...whyOf(rule.of, sums.get(length)?.own ?? {}),
      figures: figuresOf(rule, measured),
    },
  };
}

function judgeLevel(rule: BurnRateRule, one: Level, long: Measured, short: Measured): Verdict {
  const above = errorRateAt(burnLimit(one, rule.period), rule.slo);
  return allBad([verdict(long, { above }, rule), verdict(short, { above }, rule)]);
}

/** The share of failures of every window, by its length in milliseconds. */
function figuresOf(rule: BurnRateRule, measured: (length: number) => Measured): Record<string, number> {
  const lengths = Object.values(rule.when).flatMap((one) => [one.long, shortOf(one)]);
  return Object.fromEntries(
    lengths.flatMap((length) => {
      const { value } = measured(length);
      return value === undefined ? [] : [[String(length), value]];
    }),
  );
}

function factsOf(one: Level, { figures }: Evidence): string[] {
  const lengths = [one.long, shortOf(one)];
  const parts = lengths.flatMap((length) => {
    const rate = figures?.[String(length)];
    return rate === undefined ? [] : `${percentText(rate)} in the last ${durationText(length)}`;
  });
  return parts.length < lengths.length ? [] : [parts.join(', ')];
}

function unreachable(burn: number, slo: number): string {
  const least = Math.ceil(leastSlo(burn) * 10_000) / 100;
  return `at ${percentText(slo)} a burn of ${burn} can never be reached: ${fastestBurn(slo)} is the fastest; take an slo above ${least} %, less budget or a longer window`;
}
