import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { day } from '../core/time.ts';
import { plain } from './evidence.ts';
import type { Judged, Judgement, Look, RuleHealth, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels } from './rule-settings.ts';
import { duration } from './values.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('evaluation'),
    /** `failing`: a rule that cannot be judged. `cut`: a rule that finds more label sets than are judged. */
    of: z.enum(['failing', 'cut']),
    // Of a rule that is judged once a day nothing is known in between.
    staleAfter: duration.default(2 * day),
    when: levels(z.strictObject({ for: hold })),
  })
  .refine(({ by }) => by.length === 0, { path: ['by'], message: 'it is always by rule: leave it out' });
type EvaluationRule = z.output<typeof settings>;

/** How evaluation itself goes: one alert for each rule that is in trouble. Judged last at every tick. */
export const evaluation = {
  settings,
  async judge(rule: EvaluationRule, { tick, read }: Look): Promise<Judgement> {
    const health = read.health();
    const judged = (verdict: Verdict, cut: number): Judged => {
      return { verdicts: mapLevels(rule.when, () => verdict), evidence: plain(cut, { from: tick, to: tick }) };
    };
    const series = [...health].flatMap(([id, one]) => {
      return one === 'not-judged' ? [] : [{ labels: { rule: id }, ...judged(verdictOf(rule, one), one.cut) }];
    });
    // A rule that is gone is in no trouble.
    const absent = ({ rule: id = '' }) => (health.has(id) ? undefined : judged('good', 0));
    return { series, absent };
  },
  uncounted: true,
  labels: () => ['rule'],
  words({ of }: EvaluationRule, _severity: Severity, { value }: Evidence): RuleWords {
    return { unit: 'count', facts: of === 'cut' && value ? [`${value} label sets are not judged`] : [] };
  },
} satisfies RuleKind<typeof settings>;

/** Of a rule that fails nobody knows how many label sets it would find. */
function verdictOf({ of }: EvaluationRule, { failing, cut }: Exclude<RuleHealth, 'not-judged'>): Verdict {
  if (of === 'failing') return failing ? 'bad' : 'good';
  if (failing) return 'unknown';
  return cut > 0 ? 'bad' : 'good';
}
