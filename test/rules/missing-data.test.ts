import { describe, expect, test } from 'vitest';
import type { Dimension, Measures } from '../../functions/core/counter.ts';
import { minute } from '../../functions/core/time.ts';
import { judge, ruleSettings } from '../../functions/rules/index.ts';
import type { Span } from '../../functions/rules/rule-kind.ts';
import { heartbeats } from '../../functions/rules/windows.ts';
import { emptyReadings, lookAt } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);
const ago = (minutes: number) => tick - minutes * minute;

/** When which provider was heard of, and how. */
type Heard = { provider: string; at: number; measure?: string };

/** Nothing was counted in any window, but that providers were heard of. */
function silent(heard: readonly Heard[], gauge?: { value: number; at: number }) {
  return emptyReadings({
    async sums(dimension: Dimension, { from, to }: Span): Promise<ReadonlyMap<string, Measures>> {
      if (dimension !== 'provider') return new Map();
      const inside = heard.filter(({ at }) => at >= from && at < to);
      return new Map(inside.map(({ provider, measure = 't.delivered' }) => [provider, { [measure]: 1 }]));
    },
    async gauges({ from, to }) {
      return new Map(gauge && gauge.at >= from && gauge.at < to ? [['backlog', gauge]] : []);
    },
  });
}

const common = { id: 'rule', settle: '15m', window: '15m', summary: 'Something is {value}' };
const [above, below] = [{ when: { high: { above: 4 } } }, { when: { high: { below: 4 } } }];
const count = { ...common, kind: 'count', of: 'failures' };
const rate = { ...common, kind: 'rate', of: 'failures', per: 'minute' };
const sum = { ...common, kind: 'sum', of: 'cost', when: { high: { above: '$4' } } };
const ratio = { ...common, kind: 'ratio', of: 'delivered', over: 'settled', when: { high: { below: '90%' } } };
const gauge = { id: 'rule', kind: 'gauge', of: 'backlog', when: { high: { above: 4 } }, summary: '{value} wait' };

const fresh: Heard[] = [{ provider: 'telnyx', at: ago(1) }];
const lately: Heard[] = [{ provider: 'telnyx', at: ago(180) }];
const reported: Heard = { provider: 'app', at: ago(1), measure: 'o.app.generated.llm' };
const other: Heard[] = [{ provider: 'twilio', at: ago(1) }];

/** The verdict on everything, and of a label set with an alert that was not measured, with the value it rests on. */
async function verdictsOf(settings: object, heard: readonly Heard[], labels?: Record<string, string>) {
  const rule = ruleSettings.parse({ ...settings, ...(labels && { by: Object.keys(labels) }) });
  const { series, absent } = await judge(rule, lookAt(tick, silent(heard)));
  const found = labels ? absent?.(labels) : series[0];
  return found === undefined
    ? ['unknown']
    : [found.verdicts.high, ...[found.evidence.value].filter((one) => one !== undefined)];
}

describe('4.2 counts and sums, bucket absent', () => {
  test.each([
    ['count above', { ...count, ...above }, 'good'],
    ['count below', { ...count, ...below }, 'bad'],
    ['rate above', { ...rate, ...above }, 'good'],
    ['rate below', { ...rate, ...below }, 'bad'],
    ['sum above', sum, 'good'],
    ['sum below', { ...sum, when: { high: { below: '$4' } } }, 'bad'],
  ])('%s, heartbeat fresh: the value is 0; provider silent: unknown', async (_, settings, verdict) => {
    expect(await verdictsOf(settings, fresh)).toEqual([verdict, 0]);
    expect(await verdictsOf(settings, [])).toEqual(['unknown']);
  });

  test.each([
    ['count', { ...count, ...above }],
    ['rate', { ...rate, ...above }],
    ['sum', sum],
  ])(
    '%s of a label set that has an alert, by its own provider: 0 if that is heard of, else unknown',
    async (_, settings) => {
      const labels = { provider: 'telnyx', carrier: 'AT&T' };
      expect(await verdictsOf(settings, fresh, labels)).toEqual(['good', 0]);
      expect(await verdictsOf(settings, other, labels)).toEqual(['unknown']);
      expect(await verdictsOf(settings, [], labels)).toEqual(['unknown']);
    },
  );

  test.each([
    ['all that were heard of in the last day still are', [...fresh, ...other, ...lately], ['good', 0]],
    ['one of them is silent now', [...other, ...lately], ['unknown']],
    [
      'one was heard of for the last time two days ago',
      [...other, { provider: 'telnyx', at: ago(48 * 60) }],
      ['good', 0],
    ],
    ['none is heard of', [], ['unknown']],
    ['only the application is', [reported], ['unknown']],
    ['the application reported something once', [...fresh, { ...reported, at: ago(180) }], ['good', 0]],
  ] as const)('by labels that name no provider: %s', async (_, heard, found) => {
    expect(await verdictsOf({ ...count, ...above }, heard, { campaign: 'otp' })).toEqual(found);
    expect(await verdictsOf({ ...count, ...above }, heard)).toEqual(found);
  });

  test.each([
    'o.app.api.twilio.server-error',
    'api.twilio',
    'generations',
    'retries',
    'breaches',
    'skipped.daily-limit',
  ])('%s is what the application reports: 0 while that is heard of, whatever comes of providers', async (of) => {
    const rule = { ...rate, ...above, of };
    expect(await verdictsOf(rule, fresh)).toEqual(['unknown']);
    expect(await verdictsOf(rule, [reported, ...lately])).toEqual(['good', 0]);
    expect(await verdictsOf({ ...count, ...above, of }, fresh, { campaign: 'otp' })).toEqual(['unknown']);
  });

  test('a group in which other things were counted is no proof that its provider is heard of', async () => {
    const rule = ruleSettings.parse({ ...count, ...above, by: ['provider'] });
    const read = emptyReadings({ sums: async () => new Map([['telnyx', { 'o.started': 5 }]]) });
    const { series } = await judge(rule, lookAt(tick, read));
    expect(series.map(({ verdicts }) => verdicts.high)).toEqual(['unknown']);
  });
});

describe('4.2 ratios, bucket absent', () => {
  test.each([
    ['heartbeat fresh: no samples are unknown, not good', fresh],
    ['provider silent: unknown', []],
  ])('%s', async (_, heard) => {
    expect(await verdictsOf(ratio, heard)).toEqual(['unknown']);
    expect(await verdictsOf(ratio, heard, { provider: 'telnyx' })).toEqual(['unknown']);
  });
});

describe('4.2 gauges, nothing reported in this minute', () => {
  test.each([
    ['reported a minute ago: the last value', 1, 'bad'],
    ['reported just within its greatest age: the last value', 15, 'bad'],
    ['reported longer ago: unknown', 16, 'unknown'],
  ])('%s', async (_, minutes, verdict) => {
    const read = silent([], { value: 9, at: ago(minutes) });
    const { series } = await judge(ruleSettings.parse(gauge), lookAt(tick, read));
    expect(series.map(({ verdicts }) => verdicts.high)).toEqual([verdict]);
  });
});

describe('the heartbeat of a provider', () => {
  const isHeard = async (heard: readonly Heard[]) =>
    (await heartbeats('failures', lookAt(tick, silent(heard))))({ provider: 'telnyx' });

  test.each([
    ['a transition fifteen minutes ago', { at: ago(15) }, true],
    ['a transition longer ago', { at: ago(16) }, false],
    ['a message from a person', { at: ago(1), measure: 't.inbound.received' }, true],
    ['a message that expired, which is our own finding', { at: ago(1), measure: 't.expired' }, false],
    ['a report of the application, which has no transitions', { at: ago(1), measure: 'o.app.generated.llm' }, true],
    ['messages that started, of which nobody has heard', { at: ago(1), measure: 'o.started' }, false],
  ])('%s: %o', async (_, heard, expected) => {
    expect(await isHeard([{ provider: 'telnyx', ...heard }])).toBe(expected);
  });

  test('is its own: another provider says nothing about it', async () => {
    expect(await isHeard(other)).toBe(false);
  });
});
