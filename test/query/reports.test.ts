import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { day, hour, minute, second } from '../../functions/core/time.ts';
import { campaignSummary } from '../../functions/query/campaign-summary.ts';
import { ratio } from '../../functions/query/derived.ts';
import { errorAnalysis, failingCountries } from '../../functions/query/error-analysis.ts';
import { errorTrend } from '../../functions/query/error-trend.ts';
import { peakHour } from '../../functions/query/peak-hour.ts';
import { type Counted, fakeHistory, tenant, total } from './fake-history.ts';

const now = Date.UTC(2026, 10, 20, 12, 30);
const lastDay = { tenant, from: now - day, to: now };

test('a campaign: 4,750 of 4,950 sent is 95.96 %, with breakdown, time, cost and percentiles from one reading', async () => {
  const spring = { dimension: 'campaign', value: 'spring' } as const;
  const counted: Counted[] = [
    {
      ...spring,
      at: now - 5 * hour,
      measures: { 'o.started': 5000, 'o.sent': 4950, 'o.undelivered': 150, 'o.failed': 70 },
    },
    {
      ...spring,
      at: now - 4 * hour,
      measures: {
        'o.delivered': 4750,
        'o.receipt.120': 2375,
        'o.receipt.300': 2375,
        'o.receiptMs': 4750 * 150 * second,
      },
    },
    { ...spring, at: now - 3 * hour, measures: { 'o.started': 10, 'o.segments': 5500, 'o.costMicros': 41_580_000 } },
  ];
  const { deps, reads } = fakeHistory(counted, 'UTC', now);
  const summary = await campaignSummary({ ...lastDay, campaign: 'spring' }, deps);
  expect(summary.deliveredOfSent.value).toBeCloseTo(0.9596, 4);
  expect(summary.deliveryRate.value).toBeCloseTo(4750 / 4970, 10);
  expect(summary.breakdown).toEqual({
    delivered: 4750,
    undelivered: 150,
    failed: 70,
    canceled: 0,
    unconfirmed: 0,
    expired: 0,
    pending: 40,
  });
  expect(summary.active).toEqual({ from: Date.UTC(2026, 10, 20, 7), to: Date.UTC(2026, 10, 20, 10) });
  expect(summary.costPerMessageMicros.value).toBe(8400);
  const { fastest, slowest, mean, measured } = summary.receipt;
  expect({ fastest, slowest, mean, measured }).toEqual({
    fastest: { from: minute, to: 2 * minute },
    slowest: { from: 2 * minute, to: 5 * minute },
    mean: 150 * second,
    measured: 4750,
  });
  expect(summary.receipt.percentiles.map(({ p }) => p)).toEqual([50, 75, 90, 95]);
  expect(reads.count).toBeLessThanOrEqual(3);
});

describe('errors by code', () => {
  const failed = (value: string, count: number): Counted[] => [
    { at: now - hour, dimension: 'errorCode', value, measures: { 'o.failed': count } },
    { at: now - hour, measures: { 'o.failed': count } },
  ];
  const counted = [
    ...failed('twilio|21211', 25),
    ...failed('twilio|21614', 15),
    ...failed('twilio|30001', 10),
    ...failed('twilio|99999', 5),
    ...failed('twilio|other', 40),
    { at: now - hour, measures: { 'o.undelivered': 105 } },
  ];

  test('have share, meaning and remedy; with the rest, the folded and those without a code they are all failures', async () => {
    const { deps } = fakeHistory(counted, 'UTC', now);
    const analysis = await errorAnalysis({ ...lastDay, limit: 3 }, deps);
    expect(analysis.failures).toBe(200);
    expect(analysis.rows.map(({ code, count, share }) => [code, count, share])).toEqual([
      ['21211', 25, 0.125],
      ['21614', 15, 0.075],
      ['30001', 10, 0.05],
    ]);
    for (const { meaning } of analysis.rows) {
      expect(meaning?.remedy).toMatch(/\w+ \w+/);
      expect(meaning?.source.url).toMatch(/^https:/);
    }
    expect(analysis.rest).toEqual({ codes: 1, count: 5, share: 0.025 });
    expect(analysis.other).toEqual({ count: 40, share: 0.2 });
    expect(analysis.withoutCode).toEqual({ count: 105, share: 0.525 });
  });

  test('that nobody explains are shown without a meaning', async () => {
    const { deps } = fakeHistory(counted, 'UTC', now);
    const { rows } = await errorAnalysis({ ...lastDay, limit: 4 }, deps);
    expect(rows[3]).toEqual({ provider: 'twilio', code: '99999', count: 5, share: 0.025 });
  });
});

test('the countries with most failures, each with its rate', async () => {
  const of = (value: string, measures: Measures): Counted => ({
    at: now - hour,
    dimension: 'country',
    value,
    measures,
  });
  const counted = [
    of('CA', { 'o.failed': 15 }),
    of('US', { 'o.failed': 20, 'o.undelivered': 15, 'o.delivered': 65 }),
    of('GB', { 'o.delivered': 9 }),
  ];
  const { deps } = fakeHistory(counted, 'UTC', now);
  const { rows, rest } = await failingCountries({ ...lastDay, limit: 10 }, deps);
  expect(rows).toEqual([
    { country: 'US', failures: 35, rate: { of: 35, over: 100, value: 0.35 } },
    { country: 'CA', failures: 15, rate: { of: 15, over: 15, value: 1 } },
  ]);
  expect(rest.values).toBe(1);
});

test('errors of 24 hours against the 24 before: 50 after 75 is decreasing, and as a share it may be stable', async () => {
  const counted: Counted[] = [
    { at: now - 20 * hour, measures: { 'o.failed': 50, 'o.delivered': 500 } },
    { at: now - 40 * hour, measures: { 'o.failed': 75, 'o.delivered': 800 } },
    { at: now - 10 * minute, measures: { 'o.failed': 999 } },
  ];
  const { deps } = fakeHistory(counted, 'UTC', now);
  const trend = await errorTrend(total, deps);
  expect([trend.failures, trend.failuresBefore]).toEqual([50, 75]);
  expect(trend.count).toEqual({ label: 'decreasing', change: '-33.3 %' });
  expect(trend.rate).toEqual({ label: 'stable', change: '+6.1 %' });
  expect(trend.quality.now.covered).toEqual({ from: Date.UTC(2026, 10, 19, 12), to: Date.UTC(2026, 10, 20, 12) });
});

test('the hour in which most people write is a local one', async () => {
  const at = (text: string, count: number): Counted => ({
    at: Date.parse(text),
    measures: { 'o.inbound.received': count },
  });
  const counted = [at('2026-11-20T08:40Z', 20), at('2026-11-20T09:10Z', 8), at('2026-11-20T10:00Z', 27)];
  const { deps } = fakeHistory(counted, 'Asia/Kolkata', now);
  const answer = await peakHour({ ...total, ...lastDay, measure: 'o.inbound.received' }, deps);
  expect(answer.total).toBe(55);
  expect(answer.peak).toEqual({
    from: Date.parse('2026-11-20T08:30Z'),
    to: Date.parse('2026-11-20T09:30Z'),
    count: 28,
  });
  const quiet = await peakHour({ ...total, ...lastDay, measure: 'o.call.started' }, deps);
  expect(quiet).toEqual({ total: 0, quality: quiet.quality });
});

describe('derived numbers', () => {
  const measures: Measures = {
    'o.started': 120,
    'o.sent': 110,
    'o.delivered': 90,
    'o.undelivered': 6,
    'o.failed': 4,
    'o.expired': 5,
    'o.read': 45,
    'o.costMicros': 880_000,
    'o.consent.opted-out': 11,
    'o.inbound.immediate': 6,
    'o.inbound.delayed': 3,
    'o.call.started': 12,
    'o.call.answered': 8,
    'o.call.completed': 8,
    'o.call.busy': 1,
    'o.call.no-answer': 1,
    'o.call.durationMs': 1_200_000,
    'o.receiptMs': 640_000,
    'o.receipt.5': 50,
    'o.receipt.60': 30,
  };
  const table = [
    ['deliveryRate', 90, 100],
    ['failureRate', 10, 100],
    ['deliveredOfSent', 90, 110],
    ['readRate', 45, 90],
    ['optOutRate', 11, 110],
    ['responseRate', 9, 90],
    ['callSuccess', 8, 10],
    ['averageReceiptMs', 640_000, 80],
    ['averageCallMs', 1_200_000, 8],
    ['costPerMessageMicros', 880_000, 110],
    ['costPerDeliveredMicros', 880_000, 90],
  ] as const;

  test.each(table)('%s is %i over %i', (name, of, over) => {
    expect(ratio(measures, name)).toEqual({ of, over, value: of / over });
  });

  test('have no value where there is nothing to divide by', () => {
    expect(ratio({}, 'deliveryRate')).toEqual({ of: 0, over: 0 });
  });
});
