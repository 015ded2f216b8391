import { durationText } from '../../core/number-text.ts';
import { hour, minute } from '../../core/time.ts';
import type { Health, ProviderCalls, QueueDepth } from './health.ts';

/** What is known of Wirewatch itself at one time. Times in epoch milliseconds, durations in milliseconds. */
export type Facts = {
  now: number;
  lastTick: number | undefined;
  countLag: number;
  /** Absent: they cannot be asked. */
  queues: readonly QueueDepth[] | undefined;
  /** Of all tenants that are spoken of. */
  providers: readonly ProviderCalls[];
};

export const parts = ['tables', 'evaluation', 'counting', 'webhooks', 'deadLetters'] as const;
export type Part = (typeof parts)[number];
export const statuses = ['up', 'degraded', 'down', 'unknown'] as const;

/** How one part is. `problems`: what is wrong and what to do, in sentences; `anchor`: where the runbook says more. */
export type Finding = { status: (typeof statuses)[number]; problems: { words: string; anchor?: string }[] };
export type Findings = Record<Part, Finding>;

/** Rules are judged every minute; the alarm no-ticks waits for so long too. */
const tickLate = 5 * minute;
const tickDown = 10 * minute;
/** Rules settle for five minutes: what is counted later than that is judged too early. */
const countLate = 5 * minute;
const countDown = hour;

/** @param tenants of which the providers are told */
export async function readFacts(
  tenants: readonly string[],
  { health, now }: { health: Health; now(): number },
): Promise<Facts> {
  const [lastTick, countLag, queues, ...providers] = await Promise.all([
    health.lastTick(),
    health.countLag(),
    health.queues().catch(() => undefined),
    ...tenants.map((tenant) => health.providers(tenant)),
  ]);
  return { now: now(), lastTick, countLag, queues, providers: providers.flat() };
}

const up: Finding = { status: 'up', problems: [] };
const unknown: Finding = { status: 'unknown', problems: [] };

/** How each part is, of facts that the tables gave: so they answer. */
export function findingsOf(facts: Facts): Findings {
  return {
    tables: up,
    evaluation: evaluation(facts),
    counting: counting(facts),
    webhooks: webhooks(facts),
    deadLetters: deadLetters(facts),
  };
}

/** Without tables nothing else is known. */
export const tablesDown: Findings = {
  tables: { status: 'down', problems: [{ words: 'The tables do not answer: look whether DynamoDB is disturbed' }] },
  evaluation: unknown,
  counting: unknown,
  webhooks: unknown,
  deadLetters: unknown,
};

function evaluation({ lastTick, now }: Facts): Finding {
  const anchor = 'no-ticks';
  if (lastTick === undefined) {
    const words = 'No rule has been judged yet: wait two minutes after a deployment, then look whether evaluate runs';
    return { status: 'degraded', problems: [{ words, anchor }] };
  }
  const behind = now - lastTick;
  if (behind < tickLate) return up;
  const words = `Rules were judged last ${durationText(behind)} ago: look whether evaluate runs`;
  return { status: behind < tickDown ? 'degraded' : 'down', problems: [{ words, anchor }] };
}

function counting({ countLag }: Facts): Finding {
  if (countLag < countLate) return up;
  const words = `Counters are ${durationText(countLag)} behind the webhooks: look at the log of count`;
  return {
    status: countLag < countDown ? 'degraded' : 'down',
    problems: [{ words, anchor: 'stream-behind' }],
  };
}

function webhooks({ providers, now }: Facts): Finding {
  if (providers.every(({ lastWebhookAt, lastRefusal }) => lastWebhookAt === undefined && lastRefusal === undefined)) {
    const words = 'No provider has called yet: enter the webhook URLs, which /v1/about lists, at your providers';
    return { status: 'unknown', problems: [{ words }] };
  }
  const problems = providers.flatMap(({ provider, lastWebhookAt = 0, lastRefusal }) => {
    if (lastRefusal === undefined || lastRefusal.at <= lastWebhookAt) return [];
    const ago = durationText(Math.max(0, now - lastRefusal.at));
    const words = `The last webhook of ${provider} was refused ${ago} ago (${lastRefusal.why}): ${lastRefusal.hint}`;
    return [{ words, anchor: 'signatures' }];
  });
  return { status: problems.length > 0 ? 'degraded' : 'up', problems };
}

function deadLetters({ queues }: Facts): Finding {
  if (queues === undefined) return unknown;
  const problems = queues.flatMap(({ step, deadLetters: count }) => {
    if (count === 0) return [];
    const words = `${step} has given up ${count === 1 ? 'one message' : `${count} messages`}: look at its dead letters`;
    return [{ words, anchor: `${step}-dead-letters` }];
  });
  return { status: problems.length > 0 ? 'degraded' : 'up', problems };
}
