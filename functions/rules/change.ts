import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { localHourStart } from '../core/calendar.ts';
import { type ChangeLimit, changeVerdict, criticalZ, factorOf } from '../core/change.ts';
import { countText, percentText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { hour } from '../core/time.ts';
import { type Unit, valueText } from '../core/unit.ts';
import { countedText, shareText } from './amount-words.ts';
import { amountOf, countName, isMoney, moneyName } from './amounts.ts';
import { compareAmounts, compareShares, type Other, others, type Pair, readOther } from './compare.ts';
import { whyOf } from './evidence.ts';
import { counterValueOf, type Labels } from './grouping.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, gateSettings, hold, isOrdered, levels, mapLevels } from './rule-settings.ts';
import { dollars, share, wholeMinutes } from './values.ts';
import { heartbeats, type Place, readSide, type Sums, settledWindow } from './windows.ts';

/** Bad from more than so many times as much on, from more than such a part more on, or less. */
const level = z.union(
  [
    z.strictObject({ factor: z.number().gt(1), for: hold }),
    z.strictObject({ rise: share, for: hold }),
    z.strictObject({ fall: share, for: hold }),
  ],
  { error: "write { factor: 2, for: '5m' }, { rise: '50%', for: '5m' } or { fall: '50%', for: '5m' }" },
);

const settings = commonSettings
  .extend({
    kind: z.literal('change'),
    /** Without `over` amounts are compared, with it shares. */
    of: z.union([countName, moneyName], { error: 'name an amount, a measure or money' }),
    over: countName.optional(),
    window: wholeMinutes.default(hour),
    against: z.enum(others).default('yesterday'),
    /** Of shares: fewer cases on either side and there is no verdict; fewer failures and it is never bad. */
    minSamples: gateSettings.minSamples,
    minFailures: gateSettings.minFailures,
    /** How certain it must be that it is no chance. Of money nothing is known but what it is. */
    certain: share
      .refine((value) => value > 0 && value < 1, { message: 'must be between 0 % and 100 %' })
      .default(0.95),
    /** Of amounts: up to this, before a fall or after a rise, they are never bad. A number; of money dollars, such as $1. */
    floor: z.union([z.number().nonnegative(), z.string().refine(isDollars, { message: 'write $1' })]).optional(),
    when: levels(level),
  })
  .refine(({ when }) => isOrdered({ when: mapLevels(when, boundOf) }), {
    path: ['when'],
    message: 'all levels say fall, or none does, and a worse severity is further away',
  })
  .refine(({ of, over }) => !isMoney(of) || over === undefined, { path: ['over'], message: 'money has no share' })
  .refine(({ of, floor }) => !isMoney(of) || typeof floor === 'string', {
    path: ['floor'],
    message: 'of money write one, such as $1: a cent is soon doubled',
  })
  .refine(({ of, floor }) => isMoney(of) || typeof floor !== 'string', {
    path: ['floor'],
    message: 'of what is no money, write a number',
  })
  .refine(({ over, floor }) => over === undefined || floor === undefined, {
    path: ['floor'],
    message: 'of shares, write minSamples and minFailures',
  })
  .refine(({ against, over, by }) => against !== 'rest' || (over !== undefined && isDivided(by)), {
    path: ['against'],
    message: 'rest needs over, and by, which must not be error codes: it compares shares of scopes',
  });
type ChangeRule = z.output<typeof settings>;

/** An amount or a share against what it was, or is elsewhere (SEMANTICS 4.11, comparison of two rates). */
export const change = {
  settings,
  async judge(rule: ChangeRule, look: Look): Promise<Judgement> {
    const window = comparedWindow(rule, look);
    const floor = floorOf(rule);
    const [now, other, isHeard] = await Promise.all([
      readSide(rule, window, look.read),
      readOther(rule, rule.against, window, look),
      heartbeats(rule.of, look),
    ]);
    const paired = ({ labels, value }: Place): Paired => {
      const sums = now.sumsOf({ labels, value });
      if (other === undefined || (isNothing(rule, sums) && !isHeard(labels))) return { labels, sums };
      return { labels, sums, pair: comparePlace(rule, sums, other.sumsOf({ labels, value }), floor) };
    };
    const places = new Map([...(other?.scopes ?? []), ...now.scopes].map((place) => [place.value, place]));
    const all = [...places.values()].map(paired);
    const critical = criticalZ(rule.certain, all.filter(({ pair }) => pair?.compared !== undefined).length);
    const judged = (one: Paired) => judgePaired(rule, one, { critical, floor }, window);
    return {
      series: all.map((one) => ({ labels: one.labels, ...judged(one) })),
      absent: (labels) => judged(paired({ labels, value: counterValueOf(rule.by, labels) })),
    };
  },
  words(rule: ChangeRule, severity: Severity, evidence: Evidence): RuleWords {
    const limit = rule.when[severity];
    return {
      unit: 'factor',
      threshold: limit && `threshold ${limitText(limit)} ${otherTexts[rule.against]}`,
      counted: rule.over && shareText({ of: rule.of, over: rule.over }, evidence),
      facts: evidence.figures && factsOf(rule, evidence.figures),
    };
  },
} satisfies RuleKind<typeof settings>;

/**
 * A window of more than two hours begins with a whole hour: of yesterday only hours are kept complete, and both sides have
 * to be as long.
 */
function comparedWindow(rule: ChangeRule, { tick, zone }: Look): Evidence['window'] {
  const { from, to } = settledWindow(rule, tick);
  return { from: rule.window > 2 * hour ? localHourStart(zone, from) : from, to };
}

/** What a place counts now, and how that compares; absent `pair`: nothing is known of one side. */
type Paired = { labels: Labels; sums: Sums; pair?: Pair };

/** From how many deviations on it is no chance, and up to which amount nothing matters. */
type Least = { critical: number; floor: number };

function judgePaired(rule: ChangeRule, one: Paired, least: Least, window: Evidence['window']): Judged {
  return {
    verdicts: mapLevels(rule.when, (limit) => verdictOf(rule, one.pair, limit, least)),
    evidence: evidenceOf(rule, one, window),
  };
}

function boundOf(limit: ChangeLimit): { below: number } | { above: number } {
  if ('fall' in limit) return { below: 1 - limit.fall };
  return { above: 'factor' in limit ? limit.factor : 1 + limit.rise };
}

function isDollars(text: string): boolean {
  return (dollars.safeParse(text).data ?? 0) > 0;
}

function isDivided(by: readonly string[]): boolean {
  return by.length > 0 && !by.includes('errorCode');
}

/** Nothing at all is 0 only while the provider is heard of (SEMANTICS 4.2). */
function isNothing({ of, over }: ChangeRule, { own }: Sums): boolean {
  return over === undefined && amountOf(of, own) === 0;
}

function floorOf({ floor = 0 }: ChangeRule): number {
  return typeof floor === 'string' ? dollars.parse(floor) : floor;
}

function comparePlace({ of, over, minSamples }: ChangeRule, now: Sums, before: Sums, floor: number): Pair {
  if (over !== undefined) return compareShares({ of, over, minSamples }, now, before);
  return compareAmounts(of, now, before, isMoney(of) ? floor : undefined);
}

function verdictOf(rule: ChangeRule, pair: Pair | undefined, limit: ChangeLimit, { critical, floor }: Least): Verdict {
  if (pair?.compared === undefined) return 'unknown';
  const most = 'fall' in limit ? pair.before.of : pair.now.of;
  if (rule.over === undefined && most <= floor) return 'good';
  const verdict = changeVerdict(pair.compared, limit, critical);
  return verdict === 'bad' && rule.over !== undefined && most < rule.minFailures ? 'unknown' : verdict;
}

function evidenceOf(
  rule: ChangeRule,
  { labels: { errorCode }, sums, pair }: Paired,
  window: Evidence['window'],
): Evidence {
  const why = whyOf(rule.of, sums.own);
  if (pair === undefined) return { sample: 0, failures: 0, window, ...why };
  const { now, compared } = pair;
  const codes = errorCode !== undefined && now.of > 0 ? [{ value: errorCode, count: now.of }] : why.codes;
  const counts = rule.over === undefined ? { sample: isMoney(rule.of) ? 0 : now.of, failures: 0 } : sampleOf(now);
  if (compared === undefined) return { ...counts, window, ...why, codes };
  const figures = { now: compared.now, before: compared.before };
  return { value: factorOf(compared), ...counts, window, ...why, codes, figures };
}

function sampleOf({ of, over }: Pair['now']): Pick<Evidence, 'sample' | 'failures'> {
  return { sample: over, failures: of };
}

const otherTexts: Record<Other, string> = {
  yesterday: 'yesterday',
  'last-week': 'a week ago',
  'week-average': 'the average of the week before',
  rest: 'the others',
};

function limitText(limit: ChangeLimit): string {
  if ('factor' in limit) return valueText(limit.factor, 'factor');
  return 'rise' in limit ? `${percentText(limit.rise)} above` : `${percentText(limit.fall)} below`;
}

/** `2.4 times yesterday`, `3.1 %, yesterday 1.3 %` */
function factsOf(rule: ChangeRule, { now = 0, before = 0 }: Record<string, number>): string[] {
  const unit: Unit = rule.over === undefined ? (isMoney(rule.of) ? 'micros' : 'count') : 'share';
  const text = (amount: number) => (unit === 'count' ? countText(Math.round(amount)) : valueText(amount, unit));
  const what = (amount: number) => (unit === 'count' ? countedText(rule.of, Math.round(amount)) : text(amount));
  const other = otherTexts[rule.against];
  if (before === 0) return [`${what(now)}, ${other} nothing`];
  return [`${valueText(now / before, 'factor')} ${other}`, `${what(now)}, ${other} ${text(before)}`];
}
