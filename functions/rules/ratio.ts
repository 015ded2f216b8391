import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { localHourStart } from '../core/calendar.ts';
import type { Severity } from '../core/severity.ts';
import { day, minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { verdict } from '../core/verdict.ts';
import { shareText } from './amount-words.ts';
import { countName } from './amounts.ts';
import { earlyWarnings, failuresAbove, withWarning } from './early-warning.ts';
import { known, shareOf, whyOf } from './evidence.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import {
  boundOf,
  commonSettings,
  gapIssue,
  gateSettings,
  isOrdered,
  leavesNoGap,
  levels,
  looksBelow,
  mapLevels,
  orderIssue,
  thresholdLevel,
} from './rule-settings.ts';
import { share, wholeMinutes } from './values.ts';
import { readScopes, type Sums, settledWindow } from './windows.ts';

const settings = commonSettings
  .extend({
    ...gateSettings,
    kind: z.literal('ratio'),
    /** Settled = delivered + undelivered + failed; finished = settled + canceled + unconfirmed + expired. */
    of: countName,
    over: countName,
    /** How far back what is judged may have started. */
    window: wholeMinutes.default(15 * minute),
    /** So many of the last minutes are looked at too, before they settle; of deliveries and failures only. */
    early: wholeMinutes.optional(),
    when: levels(thresholdLevel(share, '90%')),
  })
  .refine(isOrdered, orderIssue)
  .refine(leavesNoGap, gapIssue)
  .refine((rule) => rule.early === undefined || failuresAbove(rule) !== undefined, {
    path: ['early'],
    message: 'only with of: delivered (below) or of: failures (above), over: settled',
  })
  .refine((rule) => rule.early === undefined || rule.early <= rule.window, {
    path: ['early'],
    message: 'must not be longer than window: an alert would outlive what it judges',
  });
type RatioRule = z.output<typeof settings>;

/** A share of what started in a window, against a threshold. */
export const ratio = {
  settings,
  async judge(rule: RatioRule, look: Look): Promise<Judgement> {
    const window = settledWindow(rule, look.tick);
    const [scopes, warnings] = await Promise.all([readScopes(rule, window, look.read), earlyWarnings(rule, look)]);
    const series = scopes.map(async ({ labels, value, of: sums }) => {
      const judged = withWarning(judgeSums(rule, sums, window), warnings.get(value));
      return { labels, ...(await withUsual(rule, judged, value, look)) };
    });
    const settled = new Set(scopes.map(({ value }) => value));
    const unsettled = [...warnings].flatMap(([value, warning]) => (settled.has(value) ? [] : warning));
    return { series: [...(await Promise.all(series)), ...unsettled] };
  },
  words(rule: RatioRule, severity: Severity, evidence: Evidence): RuleWords {
    const level = rule.when[severity];
    return {
      unit: 'share',
      threshold: level && `threshold ${valueText(boundOf(level), 'share')}`,
      counted: shareText(rule, evidence, looksBelow(rule)),
      facts: evidence.figures?.early ? ['seen early: some of them may still be on their way'] : [],
    };
  },
} satisfies RuleKind<typeof settings>;

function judgeSums(rule: RatioRule, sums: Sums, window: Evidence['window']): Judged {
  const measured = shareOf(rule, sums, looksBelow(rule));
  return {
    verdicts: mapLevels(rule.when, (level) => verdict(measured, level, rule)),
    evidence: { ...known(measured), window, ...whyOf(rule.of, sums.own) },
  };
}

/** What the share was over the 24 hours before: asked only for what is bad. */
async function withUsual(rule: RatioRule, judged: Judged, value: string, { zone, read }: Look): Promise<Judged> {
  if (!Object.values(judged.verdicts).includes('bad')) return judged;
  const to = localHourStart(zone, judged.evidence.window.from);
  const scopes = await readScopes(rule, { from: to - day, to }, read);
  const sums = scopes.find((scope) => scope.value === value)?.of;
  const usual = sums && shareOf(rule, sums, false);
  if (usual?.value === undefined || usual.sample < rule.minSamples) return judged;
  return { ...judged, evidence: { ...judged.evidence, usual: usual.value } };
}
