import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadyActivity } from '../../functions/core/activity/event.ts';
import { advance } from '../../functions/core/advance.ts';
import { contributions, difference } from '../../functions/core/contributions.ts';
import { addMeasures, type Measures } from '../../functions/core/counter.ts';
import { latencyBounds } from '../../functions/core/histogram.ts';
import { newPeople } from '../../functions/core/unique.ts';
import { ratio } from '../../functions/query/derived.ts';
import { latencyOf } from '../../functions/query/latency.ts';
import { start } from '../support/events.ts';

function reported(overrides: Partial<ReadyActivity>): ReadyActivity {
  return {
    kind: 'activity',
    key: 'main#app#activity#g-1',
    tenant: 'main',
    provider: 'app',
    id: 'g-1',
    zone: 'UTC',
    at: start,
    startedAt: start,
    receivedAt: start,
    labels: { carrier: 'unknown', country: 'unknown' },
    deed: { type: 'generation', via: 'llm' },
    ...overrides,
  };
}

function entryOf(overrides: Partial<ReadyActivity> = {}) {
  const step = advance(undefined, reported(overrides));
  if (step.kind !== 'changed') throw new Error('the first event of an entry always changes it');
  return step.entry;
}

function measuresOf(deed: ReadyActivity['deed']): Measures | undefined {
  return [...contributions(entryOf({ deed })).values()].find(({ dimension }) => dimension === 'total')?.measures;
}

test.each<[string, ReadyActivity['deed'], Measures]>([
  [
    'a text by the model, with price and time',
    { type: 'generation', via: 'llm', costMicros: 2100, ms: 1840 },
    {
      'o.app.generated.llm': 1,
      'o.app.generationCostMicros': 2100,
      'o.app.generation.2': 1,
      'o.app.generationMs': 1840,
    },
  ],
  ['a text of which nothing else is told', { type: 'generation', via: 'llm' }, { 'o.app.generated.llm': 1 }],
  [
    'a text by the template, at once and for nothing',
    { type: 'generation', via: 'template', costMicros: 0, ms: 0 },
    { 'o.app.generated.template': 1, 'o.app.generation.1': 1 },
  ],
  ['people in their night', { type: 'skip', reason: 'quiet-hours', count: 312 }, { 'o.app.skipped.quiet-hours': 312 }],
  ['somebody who had enough', { type: 'skip', reason: 'daily-limit', count: 1 }, { 'o.app.skipped.daily-limit': 1 }],
  [
    'a call of an API that failed there after a while',
    { type: 'api-call', target: 'telnyx', outcome: 'server-error', ms: 5001 },
    { 'o.app.api.telnyx.server-error': 1, 'o.app.apiCall.10': 1, 'o.app.apiCallMs': 5001 },
  ],
  [
    'a call of an API of which nobody told how long it took',
    { type: 'api-call', target: 'twilio', outcome: 'ok' },
    { 'o.app.api.twilio.ok': 1 },
  ],
  [
    'a violation, by regulation and by reason',
    { type: 'violation', regulation: '10dlc', reason: 'rate-limit' },
    { 'o.app.violation.10dlc': 1, 'o.app.breach.rate-limit': 1 },
  ],
  ['a retry that helped', { type: 'retry', outcome: 'succeeded' }, { 'o.app.retry.succeeded': 1 }],
  ["a counter of the team's own", { type: 'count', name: 'conversions', amount: 3 }, { 'o.app.count.conversions': 3 }],
])('%s: counts as %j', (_, deed, expected) => {
  expect(measuresOf(deed)).toEqual(expected);
});

test('counts where its labels say, in minutes and hours, and in the days of its user', () => {
  const labels = { carrier: 'unknown', country: 'unknown', campaign: 'spring-promo', user: 'u-42', template: 't-7' };
  const scopes = [...contributions(entryOf({ labels })).values()].map(
    ({ dimension, value, granularity }) => `${dimension} ${value} ${granularity}`,
  );
  const everywhere = ['total all', 'provider app', 'country unknown', 'campaign spring-promo', 'template t-7'];
  const expected = everywhere.flatMap((scope) => [`${scope} minute`, `${scope} hour`]);
  expect(scopes.toSorted()).toEqual([...expected, 'user u-42 day'].toSorted());
  expect(newPeople(undefined, entryOf({ labels })).map(({ set }) => set)).toEqual(['users']);
});

describe('told again', () => {
  test.each<[string, Partial<ReadyActivity>]>([
    ['the same', {}],
    ['later', { receivedAt: start + 60_000, at: start + 60_000 }],
    ['with another deed', { deed: { type: 'skip', reason: 'daily-limit', count: 9 } }],
    ['with labels it had not', { labels: { carrier: 'unknown', country: 'unknown', campaign: 'x' } }],
  ])('%s, it changes nothing', (_, again) => {
    const entry = entryOf();
    expect(advance(entry, reported(again))).toEqual({ kind: 'unchanged' });
    expect(difference(entry, entry).size).toBe(0);
  });
});

test('success of generation, its average time and cost follow from the sums of any generations', () => {
  const deed = fc.record({
    type: fc.constant('generation' as const),
    via: fc.constantFrom('llm' as const, 'template' as const),
    costMicros: fc.nat({ max: 1e6 }),
    ms: fc.nat({ max: 7_200_000 }),
  });
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 20 }), (deeds) => {
      const sums: Measures = {};
      for (const one of deeds)
        for (const [name, amount] of Object.entries(measuresOf(one) ?? {})) sums[name] = (sums[name] ?? 0) + amount;
      const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / deeds.length;
      expect(ratio(sums, 'generationSuccess').value).toBe(
        deeds.filter(({ via }) => via === 'llm').length / deeds.length,
      );
      expect(ratio(sums, 'averageGenerationMs').value).toBe(average(deeds.map(({ ms }) => ms)));
      expect(ratio(sums, 'costPerGenerationMicros').value).toBe(average(deeds.map(({ costMicros }) => costMicros)));
      const last = deeds.filter(({ ms }) => ms > 1000 * (latencyBounds.at(-1) ?? 0)).length;
      expect(sums['o.app.generation.more'] ?? 0).toBe(last);
    }),
  );
});

test('how long calls of APIs took is known as percentiles and as an average, of those whose time was told', () => {
  const sums: Measures = {};
  for (const ms of [400, 400, 400, 3500, undefined]) {
    const deed = { type: 'api-call' as const, target: 'telnyx', outcome: 'ok' as const, ...(ms && { ms }) };
    addMeasures(sums, measuresOf(deed) ?? {});
  }
  const reading = { now: start, zone: 'UTC', buckets: [], measures: sums };
  const { percentiles, ...rest } = latencyOf(reading, 'apiCall', [50, 99]);
  expect(rest).toEqual({ mean: 1175, measured: 4, unmeasured: 1, pending: 0 });
  expect(percentiles).toEqual([
    { p: 50, millis: expect.closeTo(667, 0) },
    { p: 99, millis: expect.closeTo(4880, 0) },
  ]);
  expect(ratio(sums, 'averageApiCallMs').value).toBe(1175);
});

test('success of retries is those that helped of all', () => {
  const sums: Measures = {};
  for (const outcome of ['failed', 'succeeded', 'failed', 'failed'] as const)
    addMeasures(sums, measuresOf({ type: 'retry', outcome }) ?? {});
  expect(ratio(sums, 'retrySuccess')).toEqual({ of: 1, over: 4, value: 0.25 });
});
