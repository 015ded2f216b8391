import type * as z from 'zod';
import { minuteStart } from '../../core/time.ts';
import { backtest } from '../../evaluate/backtest.ts';
import type { BacktestStory } from '../../evaluate/backtest-story.ts';
import { parseSweep, SweepError } from '../../evaluate/sweep.ts';
import type { Span } from '../../query/bucket.ts';
import type { backtestSchema } from '../answers/operations.ts';
import { iso, isoSpan } from '../common.ts';
import { type Context, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';
import type { RuleBook } from './rule-book.ts';

type BacktestAnswer = z.infer<typeof backtestSchema>;

/** More changes than these are not shown; the sums are of all. */
const mostTransitions = 2000;

export type BacktestAsked = {
  rule: string;
  book: RuleBook;
  range: Span;
  sweep?: string | undefined;
  step?: string | undefined;
  /** When it is aborted, the answer is of what was done by then. */
  signal: AbortSignal;
};

/** When a rule would have fired. */
export async function backtestRule(
  { rule, book, range, sweep, step, signal }: BacktestAsked,
  { tenant, zone, deps }: Context,
): Promise<Outcome<BacktestAnswer>> {
  const { stage, sources, now } = deps;
  try {
    const outcome = await backtest(
      {
        config: book.config,
        ...{ stage, tenant, zone, rule },
        range: { from: minuteStart(range.from), to: minuteStart(range.to) },
        sweep: sweep === undefined ? undefined : parseSweep(sweep, step),
      },
      { sources, now, signal, progress: () => undefined },
    );
    if (outcome.kind === 'refused') return problem(400, outcome.why);
    const { transitions } = outcome.story;
    const cut = transitions.length - mostTransitions;
    return ok({
      rule,
      span: isoSpan(outcome.range),
      interrupted: outcome.kind === 'interrupted',
      story: storyOf(outcome.story),
      transitions: transitions.slice(0, mostTransitions).map(({ rule: _, because: __, at, ...one }) => {
        return { at: iso(at), ...one };
      }),
      sweep: outcome.sweep.map(({ value, ...one }) =>
        'story' in one ? { value, story: storyOf(one.story) } : { value, infeasible: one.infeasible },
      ),
      notes: [...outcome.notes, ...(cut > 0 ? [`${cut} more changes are counted and not listed.`] : [])],
      reads: outcome.reads,
    });
  } catch (error) {
    if (error instanceof SweepError) return problem(400, `sweep: ${error.message}`);
    throw error;
  }
}

function storyOf(story: BacktestStory): BacktestAnswer['story'] {
  const { firings, firingMinutes, firstFiring, calmed, stillFiring, notices } = story;
  return {
    firings,
    firingMinutes,
    ...(firstFiring !== undefined && { firstFiring: iso(firstFiring) }),
    calmed,
    stillFiring: stillFiring > 0,
    noticesSent: notices.length,
  };
}
