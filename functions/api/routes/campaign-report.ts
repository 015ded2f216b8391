import * as z from 'zod';
import { didYouMean } from '../../config/known-labels.ts';
import { counterText } from '../../core/own-ids.ts';
import { day } from '../../core/time.ts';
import type { Span } from '../../query/bucket.ts';
import { type CampaignSummary, campaignSummary } from '../../query/campaign-summary.ts';
import { top } from '../../query/top.ts';
import { campaignReportSchema } from '../answers/measures.ts';
import { iso, isoSpan, qualityAnswer, rangeOf, rangeQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome } from '../endpoint.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';
import { percentileAnswer } from '../measures/tally-answer.ts';
import { type Problem, problem } from '../problem.ts';

const monthByDefault = { usual: 30 * day, longest: 800 * day };

const facts = {
  method: 'GET',
  scope: 'read',
  tag: 'Numbers',
  summary: 'All there is to say of a campaign’s messages that started in a range',
  cacheSeconds: cacheSeconds.present,
  answer: campaignReportSchema,
} as const;
const name = z.string().min(1, 'say which campaign').max(4000, 'a name has at most 4000 characters');

export const campaignReportEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...facts,
      path: '/v1/campaigns/{id}/report',
      description: 'The range is the last 30 days unless said. 404 if none of its messages started in it.',
      params: z.object({ id: name.meta({ description: 'The campaign as you named it, percent-encoded' }) }),
      query: z.strictObject(rangeQuery),
    },
    ({ params, query }, context) => report(params.id, query, context),
  ),
  endpoint(
    {
      ...facts,
      path: '/v1/campaigns/report',
      description: 'The same for names with `/` or `?`, which the HTTP API does not keep in a path.',
      query: z.strictObject({ campaign: name.meta({ description: 'As you named it' }), ...rangeQuery }),
    },
    ({ query: { campaign, ...query } }, context) => report(campaign, query, context),
  ),
];

async function report(
  given: string,
  query: Parameters<typeof rangeOf>[0],
  context: Context,
): Promise<Outcome<z.infer<typeof campaignReportSchema>>> {
  const range = rangeOf(query, context, monthByDefault);
  if ('kind' in range) return range;
  const campaign = counterText(given);
  const summary = await campaignSummary({ tenant: context.tenant, campaign, ...range }, context.deps.history);
  if (summary.messages === 0) return unseen(campaign, range, context);
  return measured({ campaign, span: isoSpan(range), ...reportAnswer(summary) }, range, context);
}

async function unseen(campaign: string, range: Span, { tenant, deps }: Context): Promise<Problem> {
  const question = { tenant, dimension: 'campaign', by: 'o.started', limit: 1000, ...range } as const;
  const { rows } = await top(question, deps.history);
  const names = rows.map(({ value }) => value);
  const meant = didYouMean(campaign, names);
  const hint = meant || (names.length === 0 ? ', nor of any other campaign' : '; /v1/campaigns lists those that have');
  const { from, to } = { from: iso(range.from), to: iso(range.to) };
  return problem(404, `no message of campaign "${campaign}" started from ${from} to ${to}${hint}`);
}

function reportAnswer({ breakdown, active, receipt, quality, ...same }: CampaignSummary) {
  const { percentiles, mean, fastest, slowest, measured: timed, pending } = receipt;
  return {
    ...same,
    outcomes: breakdown,
    ...(active && { active: isoSpan(active) }),
    receipt: {
      percentiles: percentiles.map(percentileAnswer),
      ...(mean !== undefined && { meanMs: mean }),
      ...(fastest && { fastestMs: bounded(fastest) }),
      ...(slowest && { slowestMs: bounded(slowest) }),
      measured: timed,
      pending,
    },
    quality: qualityAnswer(quality),
  };
}

/** The last bucket has no end, and JSON no infinity. */
function bounded({ from, to }: Span): { from: number; to?: number } {
  return Number.isFinite(to) ? { from, to } : { from };
}
