import { CloudWatchClient, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { metricReader } from '../../functions/aws/metric-data.ts';
import { minute } from '../../functions/core/time.ts';
import type { MetricQuery } from '../../functions/rules/rule-kind.ts';
import { jsonService, ServiceError } from '../../local/cloud/json-service.ts';
import { type LocalCloud, startCloud } from '../../local/cloud/server.ts';

const from = Date.UTC(2025, 5, 2, 14, 0);
const span = { from, to: from + 5 * minute };

const metric = (name: string, more: Partial<MetricQuery> = {}): MetricQuery => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: 'count' },
  statistic: 'Sum',
  period: minute,
  ...more,
});

type Result = { Timestamps?: number[]; Values?: number[]; StatusCode?: string };
type Asked = { StartTime: number; EndTime: number; names: string[]; input: GetMetricDataCommandInput };

const inputSchema = z.looseObject({
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
  MetricDataQueries: z.array(
    z.looseObject({ Id: z.string(), MetricStat: z.looseObject({ Metric: z.looseObject({ MetricName: z.string() }) }) }),
  ),
});

let cloud: LocalCloud | undefined;
afterEach(() => cloud?.close());

/** A reader on a CloudWatch that holds points by metric, a page each; the calls it gets are noted. */
async function readerOf(pages: Record<string, Result[]>, { broken = '' } = {}) {
  const calls: Asked[] = [];
  const service = jsonService('GraniteServiceVersion20100801', {
    GetMetricData: (given) => {
      const input = inputSchema.parse(given);
      const names = input.MetricDataQueries.map(({ MetricStat }) => MetricStat.Metric.MetricName);
      const { StartTime, EndTime } = input;
      calls.push({ StartTime, EndTime, names, input: given as GetMetricDataCommandInput });
      if (broken !== '' && names.includes('Broken')) throw new ServiceError(broken, 'no such period');
      const page = Number(input.NextToken ?? 0);
      const MetricDataResults = input.MetricDataQueries.map(({ Id }, at) => {
        const { Timestamps = [], Values = [], StatusCode = 'Complete' } = pages[names[at] ?? '']?.[page] ?? {};
        return { Id, Label: Id, Timestamps, Values, StatusCode };
      });
      const more = Object.values(pages).some((all) => all.length > page + 1);
      return { MetricDataResults, ...(more && { NextToken: String(page + 1) }) };
    },
  });
  cloud = await startCloud([service], () => {});
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new CloudWatchClient({ endpoint: cloud.url, region: 'us-east-1', maxAttempts: 1, credentials });
  return { read: metricReader(client), calls };
}

const points = (...values: number[]): Result => ({
  Timestamps: values.map((_, index) => (from + index * minute) / 1000),
  Values: values,
});

describe('reading metrics of CloudWatch', () => {
  test('asks for a metric by its statistic, dimensions and period, and gives its points in order', async () => {
    const { read, calls } = await readerOf({ Errors: [points(3, 0, 7)] });
    expect(await read(metric('Errors'), span)).toEqual([
      { at: from, value: 3 },
      { at: from + minute, value: 0 },
      { at: from + 2 * minute, value: 7 },
    ]);
    expect(calls[0]?.input).toEqual({
      StartTime: span.from / 1000,
      EndTime: span.to / 1000,
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'm0',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/Lambda',
              MetricName: 'Errors',
              Dimensions: [{ Name: 'FunctionName', Value: 'count' }],
            },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    });
  });

  test('asks once for all that is wanted in a turn, for each metric once, and apart for another span', async () => {
    const { read, calls } = await readerOf({ Errors: [points(1)], Throttles: [points(2)] });
    const later = { from: span.from, to: span.to + minute };
    const all = await Promise.all([
      read(metric('Errors'), span),
      read(metric('Throttles'), span),
      read(metric('Errors'), span),
      read(metric('Errors'), later),
    ]);
    expect(all.map(([point]) => point?.value)).toEqual([1, 2, 1, 1]);
    expect(calls.map(({ names }) => names)).toEqual([['Errors', 'Throttles'], ['Errors']]);
    await read(metric('Errors'), span);
    expect(calls).toHaveLength(3);
  });

  test('asks for 500 metrics at once at most', async () => {
    const { read, calls } = await readerOf({});
    await Promise.all(Array.from({ length: 501 }, (_, index) => read(metric(`m${index}`), span)));
    expect(calls.map(({ names }) => names.length).sort()).toEqual([1, 500]);
  });

  test('reads on where an answer has several pages', async () => {
    const { read, calls } = await readerOf({
      Errors: [points(1), { Timestamps: [(from + minute) / 1000], Values: [2] }],
    });
    expect((await read(metric('Errors'), span)).map(({ value }) => value)).toEqual([1, 2]);
    expect(calls).toHaveLength(2);
  });

  test('leaves out points that lie beside the span', async () => {
    const Timestamps = [span.from - minute, span.from, span.to].map((at) => at / 1000);
    const { read } = await readerOf({ Errors: [{ Timestamps, Values: [1, 2, 3] }] });
    expect(await read(metric('Errors'), span)).toEqual([{ at: span.from, value: 2 }]);
  });

  test('has no points of what was never measured', async () => {
    const { read } = await readerOf({});
    expect(await read(metric('Errors'), span)).toEqual([]);
  });

  test.each(['InvalidParameterValue', 'InvalidParameterCombination', 'ValidationError'])(
    'a metric that is refused as %s fails alone',
    async (broken) => {
      const { read } = await readerOf({ Errors: [points(1)], Last: [points(9)] }, { broken });
      const [errors, refused, last] = await Promise.allSettled(
        ['Errors', 'Broken', 'Last'].map((name) => read(metric(name), span)),
      );
      expect(refused).toMatchObject({
        status: 'rejected',
        reason: { name: expect.stringMatching(/^(Invalid|Validation)/) },
      });
      expect([errors, last]).toMatchObject([
        { status: 'fulfilled', value: [{ value: 1 }] },
        { status: 'fulfilled', value: [{ value: 9 }] },
      ]);
    },
  );

  test('a CloudWatch that is not there for anybody is not asked for each by itself', async () => {
    const { read, calls } = await readerOf({}, { broken: 'InternalServiceFault' });
    const all = await Promise.allSettled(['Errors', 'Broken'].map((name) => read(metric(name), span)));
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toHaveLength(1);
  });

  test.each(['InternalError', 'Forbidden'])('a metric whose answer is %s fails alone', async (StatusCode) => {
    const { read } = await readerOf({ Errors: [{ StatusCode }], Throttles: [points(1)] });
    const all = await Promise.allSettled(['Errors', 'Throttles'].map((name) => read(metric(name), span)));
    expect(all).toMatchObject([
      { reason: new Error(`CloudWatch does not answer for AWS/Lambda Errors: ${StatusCode}`) },
      { value: [{ value: 1 }] },
    ]);
  });
});
