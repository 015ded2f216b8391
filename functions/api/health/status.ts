import type * as z from 'zod';
import { isFiring } from '../../act/tenant-alerts.ts';
import { withOverrides } from '../../config/overrides.ts';
import { rulesInUse } from '../../config/rules-in-use.ts';
import { tickContext, untoldIn } from '../../dispatch/dispatch.ts';
import { subjectOf } from '../../dispatch/subject.ts';
import { allRules } from '../../rules/evaluation-rules.ts';
import { alertsOf } from '../alerts/alert-row.ts';
import type { statusSchema } from '../answers/about.ts';
import type { ApiDeps } from '../api-deps.ts';
import { iso } from '../common.ts';
import type { Context } from '../endpoint.ts';
import { type Finding, findingsOf, readFacts } from './findings.ts';
import type { ProviderCalls } from './health.ts';

export type Status = z.infer<typeof statusSchema>;

/** Whether a tenant's webhooks come in, are counted and judged, and people are told. */
export async function readStatus({ tenant, zone, deps }: Pick<Context, 'tenant' | 'zone' | 'deps'>): Promise<Status> {
  const [facts, said, alerts] = await Promise.all([
    readFacts([tenant], deps),
    deps.said(tenant),
    alertsOf(tenant, deps),
  ]);
  const { now, lastTick, countLag, queues, providers } = facts;
  const firing = alerts.filter(isFiring);
  const overridden = withOverrides(deps.config, said.overrides, now);
  const context = tickContext({ tenant, zone, tick: lastTick ?? now }, said, firing, overridden);
  const untold = untoldIn(
    firing.map((alert) => subjectOf(alert, context)),
    said,
    context,
  ).length;
  const problems = [
    ...Object.values(findingsOf(facts)).flatMap((finding) => finding.problems),
    ...untoldProblem(untold),
  ];
  return {
    now: iso(now),
    healthy: problems.length === 0,
    problems: problems.map((problem) => problemText(problem, deps)),
    evaluation: {
      ...(lastTick !== undefined && { lastTick: iso(lastTick), behindMs: Math.max(0, now - lastTick) }),
      rules: rulesInUse(allRules(overridden.config.rules)).length,
      shards: deps.config.evaluation.shards,
    },
    countLagMs: countLag,
    providers: providers.map(providerAnswer),
    ...(queues && { queues: [...queues] }),
    alerts: { firing: firing.length, untold },
  };
}

type Problems = Finding['problems'];

function untoldProblem(count: number): Problems {
  if (count === 0) return [];
  const alerts = count === 1 ? 'One alert fires' : `${count} alerts fire`;
  return [{ words: `${alerts} and nobody has heard of it: look at its channels`, anchor: 'alerts-untold' }];
}

function problemText({ words, anchor }: Problems[number], { runbookUrl }: Pick<ApiDeps, 'runbookUrl'>): string {
  return anchor === undefined ? `${words}.` : `${words} (${runbookUrl ?? 'docs/runbook.md'}#${anchor}).`;
}

function providerAnswer({
  provider,
  lastWebhookAt,
  lastRecordedAt,
  lastRefusal,
}: ProviderCalls): Status['providers'][number] {
  return {
    provider,
    ...(lastWebhookAt !== undefined && { lastWebhookAt: iso(lastWebhookAt) }),
    ...(lastRecordedAt !== undefined && { lastRecordedAt: iso(lastRecordedAt) }),
    ...(lastRefusal && { lastRefusal: { ...lastRefusal, at: iso(lastRefusal.at) } }),
  };
}
