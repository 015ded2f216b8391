import type * as z from 'zod';
import type { RuleSettings } from '../../config/schema.ts';
import { inParallel } from '../../core/in-parallel.ts';
import { minutesComplete } from '../../core/retention.ts';
import { resolveRoutes, routesFor } from '../../core/routing.ts';
import { severities } from '../../core/severity.ts';
import { minuteStart } from '../../core/time.ts';
import { judgeRule } from '../../evaluate/judge-rule.ts';
import type { Sources } from '../../evaluate/readings.ts';
import { exampleLabels } from '../../notify/example-labels.ts';
import type { Series } from '../../rules/rule-kind.ts';
import { mayDo } from '../access/caller.ts';
import type { ruleTestSchema } from '../answers/operations.ts';
import { iso } from '../common.ts';
import { type Context, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';
import { seenText } from './rule-answer.ts';
import type { RuleBook } from './rule-book.ts';

type RuleTest = z.infer<typeof ruleTestSchema>;

/** More label sets than these are not shown. */
const mostShown = 200;

export type TestAsked = {
  rule: RuleSettings;
  book: RuleBook;
  /** Whether the channels of its alerts get a test notice. */
  notify: boolean;
  /** What the rule reads from; by default what is counted. */
  sources?: Sources | undefined;
};

/** Judges a rule as it is now; nothing is written. */
export async function testRule(
  { rule, book, notify, sources }: TestAsked,
  context: Context,
): Promise<Outcome<RuleTest>> {
  const { tenant, zone, caller, deps } = context;
  if (notify && !mayDo(caller, 'operate')) return problem(403, 'notify: a token with the scope "operate" may do that');
  const tick = minuteStart(deps.now());
  const retained = minutesComplete(deps.config.retention);
  const ground = { tenant, zone, tick, minutesComplete: retained, stage: deps.stage, rule, rules: book.rules };
  const outcome = await judgeRule(ground, sources ?? deps.sources);
  if (outcome.kind === 'failed') return problem(503, `the rule cannot be judged now: ${outcome.why}`);
  const { series } = outcome.judgement;
  const sent = notify ? await sendTests(channelsOf(rule, series, book, tenant), context) : undefined;
  const shown = series.map((one) => judgedOf(rule, one)).sort((a, b) => rankOf(a) - rankOf(b) || b.sample - a.sample);
  return ok({ rule: rule.id, at: iso(tick), series: shown.slice(0, mostShown), ...(sent && { sent }) });
}

function judgedOf(rule: RuleSettings, { labels, verdicts, evidence }: Series): RuleTest['series'][number] {
  const { value, sample, failures } = evidence;
  const severity = severities.find((one) => verdicts[one] === 'bad') ?? 'info';
  const text = seenText(rule, severity, evidence);
  return {
    labels,
    verdicts,
    ...(value !== undefined && { value }),
    ...(text !== undefined && { valueText: text }),
    sample,
    failures,
  };
}

/** The worst first, what is unknown last. */
function rankOf({ verdicts }: Pick<RuleTest['series'][number], 'verdicts'>): number {
  const worst = severities.findIndex((severity) => verdicts[severity] === 'bad');
  if (worst >= 0) return worst;
  return Object.values(verdicts).includes('good') ? 10 : 11;
}

/** Where alerts of these labels would go, at any of the rule's severities; with made-up labels if it finds none. */
function channelsOf(rule: RuleSettings, series: readonly Series[], { config }: RuleBook, tenant: string): string[] {
  const routes = resolveRoutes(config.routes);
  const found = series.length > 0 ? series.map(({ labels }) => labels) : exampleLabels(rule, 1);
  const levels = severities.filter((severity) => rule.when[severity] !== undefined);
  const channels = found.flatMap((labels) =>
    levels.flatMap((severity) =>
      routesFor(routes, { ...rule.tags, ...labels, tenant, rule: rule.id, severity }).flatMap(({ to }) => to),
    ),
  );
  return rule.notify ? [...new Set(channels)] : [];
}

async function sendTests(channels: readonly string[], { tenant, deps }: Context): Promise<RuleTest['sent']> {
  return inParallel(channels, 8, async (channel) => {
    const outcome = await deps.invokeNotify({ test: { tenant, channel } });
    return { channel, outcome: outcome.kind, ...('why' in outcome && { why: outcome.why }) };
  });
}
