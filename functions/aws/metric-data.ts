import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Sources } from '../evaluate/readings.ts';
import type { MetricQuery, Span } from '../rules/rule-kind.ts';

type Points = Awaited<ReturnType<Sources['metric']>>;
type Asked = { query: MetricQuery; answer: PromiseWithResolvers<Points> };

/** So many metrics are asked for at once at most: that is CloudWatch's limit. */
const mostQueries = 500;

/** It gives up soon: a tick waits for its slowest rule. @param account where and as whom, if not as the environment says */
export function cloudWatchClient(
  account: Pick<CloudWatchClientConfig, 'region' | 'credentials'> = {},
): CloudWatchClient {
  return new CloudWatchClient({
    ...account,
    maxAttempts: 2,
    requestHandler: { requestTimeout: 3000, throwOnRequestTimeout: true },
  });
}

/**
 * Metrics of CloudWatch, by GetMetricData. What is asked in the same turn and of the same span is asked in one call,
 * each metric once. A metric that CloudWatch refuses fails alone.
 */
export function metricReader(client: CloudWatchClient): Sources['metric'] {
  const waiting = new Map<string, { span: Span; asked: Map<string, Asked> }>();
  const flush = () => {
    const batches = [...waiting.values()];
    waiting.clear();
    for (const { span, asked } of batches)
      for (const some of chunksOf([...asked.values()])) void ask(client, span, some);
  };
  return (query, span) => {
    if (waiting.size === 0) setImmediate(flush);
    const name = `${span.from} ${span.to}`;
    const batch = waiting.get(name) ?? { span, asked: new Map<string, Asked>() };
    waiting.set(name, batch);
    const key = JSON.stringify(query);
    const asked = batch.asked.get(key) ?? { query, answer: Promise.withResolvers<Points>() };
    batch.asked.set(key, asked);
    return asked.answer.promise;
  };
}

function chunksOf(all: readonly Asked[]): Asked[][] {
  const count = Math.ceil(all.length / mostQueries);
  return Array.from({ length: count }, (_, index) => all.slice(index * mostQueries, (index + 1) * mostQueries));
}

/** Answers everyone; one that CloudWatch cannot take is found by halves. */
async function ask(client: CloudWatchClient, span: Span, asked: readonly Asked[]): Promise<void> {
  try {
    const results = await readAll(client, span, asked);
    for (const [index, { query, answer }] of asked.entries())
      settle(answer, results.get(idOf(index)) ?? [], query, span);
  } catch (error) {
    if (asked.length === 1 || !isRefusal(error)) {
      for (const { answer } of asked) answer.reject(error);
      return;
    }
    const middle = Math.ceil(asked.length / 2);
    await Promise.all([ask(client, span, asked.slice(0, middle)), ask(client, span, asked.slice(middle))]);
  }
}

/** All pages, by the query's id. */
async function readAll(client: CloudWatchClient, span: Span, asked: readonly Asked[]) {
  const found: MetricDataResult[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(span.from),
        EndTime: new Date(span.to),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: asked.map(({ query }, index) => queryOf(query, index)),
        NextToken,
      }),
    );
    found.push(...(page.MetricDataResults ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return Map.groupBy(found, ({ Id }) => Id ?? '');
}

function idOf(index: number): string {
  return `m${index}`;
}

function queryOf({ namespace, name, dimensions, statistic, period }: MetricQuery, index: number): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { Id: idOf(index), MetricStat: { Metric, Period: period / 1000, Stat: statistic } };
}

function settle(answer: Asked['answer'], pages: readonly MetricDataResult[], query: MetricQuery, span: Span): void {
  const failed = pages.find(({ StatusCode }) => StatusCode === 'InternalError' || StatusCode === 'Forbidden');
  if (failed === undefined) answer.resolve(pages.flatMap((page) => pointsOf(page, span)));
  else
    answer.reject(new Error(`CloudWatch does not answer for ${query.namespace} ${query.name}: ${failed.StatusCode}`));
}

function pointsOf({ Timestamps = [], Values = [] }: MetricDataResult, { from, to }: Span) {
  return Timestamps.flatMap((time, index) => {
    const [at, value] = [time.getTime(), Values[index]];
    return value === undefined || at < from || at >= to ? [] : { at, value };
  });
}

/** It was asked for something that does not make sense, which will be so next time too. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /^(InvalidParameter|MissingRequiredParameter|Validation)/.test(error.name);
}
