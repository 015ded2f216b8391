import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Verdict, verdicts } from '../../functions/core/alert.ts';
import type { Expression } from '../../functions/rules/composite.ts';
import { judge, ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import type { Readings, Series } from '../../functions/rules/rule-kind.ts';
import { emptyReadings, lookAt, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(level: object, settings: object = {}) {
  return ruleSettings.parse({
    id: 'both',
    kind: 'composite',
    when: { critical: level },
    summary: 'Both are bad',
    ...settings,
  });
}

const evidence = { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };

function series(labels: Record<string, string>, high: Verdict, critical?: Verdict): Series {
  return { labels, verdicts: { high, ...(critical && { critical }) }, evidence };
}

function rules(found: Record<string, Series[]>): Readings {
  return emptyReadings({ series: async (id) => found[id] ?? [] });
}

const single = (all: Record<string, Verdict>) =>
  rules(Object.fromEntries(Object.entries(all).map(([id, one]) => [id, [series({}, one)]])));

async function verdictOf(level: object, read: Readings) {
  const [found] = await seriesOf(rule(level), tick, read);
  return found?.verdicts.critical;
}

describe('a composite rule', () => {
  test.each([
    ['all: both are bad', { all: ['a', 'b'] }, { a: 'bad', b: 'bad' }, 'bad'],
    ['all: one is good, whatever the other is', { all: ['a', 'b'] }, { a: 'unknown', b: 'good' }, 'good'],
    ['all: one is unknown', { all: ['a', 'b'] }, { a: 'unknown', b: 'bad' }, 'unknown'],
    ['any: one is bad, whatever the other is', { any: ['a', 'b'] }, { a: 'unknown', b: 'bad' }, 'bad'],
    ['any: one is unknown', { any: ['a', 'b'] }, { a: 'unknown', b: 'good' }, 'unknown'],
    ['any: both are good', { any: ['a', 'b'] }, { a: 'good', b: 'good' }, 'good'],
    ['not: it is bad', { not: 'a' }, { a: 'bad' }, 'good'],
    ['not: it is good', { not: 'a' }, { a: 'good' }, 'bad'],
    ['not: nobody knows', { not: 'a' }, {}, 'unknown'],
    ['all of it, nested', { all: ['a', { not: 'b' }, { any: ['c', 'd'] }] }, { a: 'bad', b: 'good', d: 'bad' }, 'bad'],
    ['nested, and one part speaks against it', { all: ['a', { not: 'b' }] }, { a: 'bad', b: 'bad' }, 'good'],
  ] as const)('%s', async (_, level, all, verdict) => {
    expect(await verdictOf(level, single(all))).toBe(verdict);
  });

  test('takes a rule for bad if it is at any level, or at the one it is asked for', async () => {
    const read = rules({ a: [series({}, 'bad', 'good')] });
    expect(await verdictOf({ all: ['a'] }, read)).toBe('bad');
    expect(await verdictOf({ all: [{ rule: 'a' }] }, read)).toBe('bad');
    expect(await verdictOf({ all: [{ rule: 'a', severity: 'critical' }] }, read)).toBe('good');
    expect(await verdictOf({ all: [{ rule: 'a', severity: 'low' }] }, read)).toBe('unknown');
  });

  test('gives every level its own verdict', async () => {
    const when = { critical: { all: ['a', 'b'] }, high: { any: ['a', 'b'], for: '5m' } };
    const [found] = await seriesOf(rule({}, { when }), tick, single({ a: 'bad', b: 'good' }));
    expect(found?.verdicts).toEqual({ critical: 'good', high: 'bad' });
  });

  test('means the same whichever way a negation is written', async () => {
    const ids = ['a', 'b', 'c'] as const;
    const leaf = fc.constantFrom<Expression>(...ids);
    const { node } = fc.letrec<{ node: Expression }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('node') }),
      ),
    }));
    const verdict = fc.constantFrom(...verdicts);
    await fc.assert(
      fc.asyncProperty(node, node, verdict, verdict, verdict, async (left, right, a, b, c) => {
        const read = single({ a, b, c });
        const [outside, inside] = [{ not: { all: [left, right] } }, { any: [{ not: left }, { not: right }] }];
        expect(await verdictOf(outside, read)).toBe(await verdictOf(inside, read));
      }),
    );
  });

  test('that knows enough is not moved by what is learnt later', async () => {
    const verdict = fc.constantFrom(...verdicts);
    const known = fc.constantFrom<Verdict>('bad', 'good');
    const level = { any: [{ all: ['a', { not: 'b' }] }, { all: ['c', 'd'] }] };
    await fc.assert(
      fc.asyncProperty(fc.array(verdict, { minLength: 4, maxLength: 4 }), known, async (given, learnt) => {
        const named = (all: Verdict[]) =>
          single(Object.fromEntries(['a', 'b', 'c', 'd'].map((id, at) => [id, all[at] as Verdict])));
        const before = await verdictOf(level, named(given));
        const after = await verdictOf(level, named(given.map((one) => (one === 'unknown' ? learnt : one))));
        if (before !== 'unknown') expect(after).toBe(before);
      }),
    );
  });
});

describe('the parts of a composite rule', () => {
  const joined = (found: Record<string, Series[]>, settings: object, level: object = { all: ['a', 'b'] }) =>
    seriesOf(rule(level, settings), tick, rules(found));

  test('belong together by the labels that both have', async () => {
    const found = await joined(
      {
        a: [series({ provider: 'telnyx' }, 'bad'), series({ provider: 'twilio' }, 'good')],
        b: [
          series({ provider: 'telnyx', carrier: 'AT&T' }, 'bad'),
          series({ provider: 'telnyx', carrier: 'Verizon' }, 'good'),
          series({ provider: 'twilio', carrier: 'AT&T' }, 'bad'),
        ],
      },
      { by: ['provider', 'carrier'] },
    );
    expect(found.map(({ labels, verdicts: seen }) => [labels.provider, labels.carrier, seen.critical])).toEqual([
      ['telnyx', 'AT&T', 'bad'],
      ['telnyx', 'Verizon', 'good'],
      ['twilio', 'AT&T', 'good'],
    ]);
  });

  test.each<[string, Verdict[], Verdict]>([
    ['are bad if one of several series is', ['good', 'unknown', 'bad'], 'bad'],
    ['are unknown if one is good and of another nobody knows', ['good', 'unknown'], 'unknown'],
    ['are good if all are', ['good', 'good'], 'good'],
    ['are unknown if all are', ['unknown', 'unknown'], 'unknown'],
    ['are unknown if there are none', [], 'unknown'],
  ])('%s', async (_, all, verdict) => {
    const a = all.map((one, at) => series({ provider: 'telnyx', carrier: `${at}` }, one));
    const b = [series({ provider: 'telnyx' }, 'bad')];
    const [found] = await joined({ a, b }, { by: ['provider'] });
    expect(found).toMatchObject({ labels: { provider: 'telnyx' }, verdicts: { critical: verdict } });
  });

  test('are all of them where it has no labels', async () => {
    const [found, ...rest] = await joined(
      { a: [series({ provider: 'telnyx' }, 'good'), series({ provider: 'twilio' }, 'bad')], b: [series({}, 'bad')] },
      {},
    );
    expect([found?.labels, found?.verdicts.critical, rest]).toEqual([{}, 'bad', []]);
  });

  test('make no label set that it is not limited to, or that lacks a label', async () => {
    const a = [series({ provider: 'telnyx' }, 'bad'), series({ provider: 'twilio' }, 'bad'), series({}, 'bad')];
    const found = await joined({ a, b: a }, { by: ['provider'], where: { provider: ['twilio'] } });
    expect(found.map(({ labels }) => labels)).toEqual([{ provider: 'twilio' }]);
  });

  test('judge what has an alert though no part has its labels now', async () => {
    const look = lookAt(tick, rules({ b: [series({}, 'good')] }));
    const { series: found, absent } = await judge(rule({ all: ['a', 'b'] }, { by: ['provider'] }), look);
    expect(found).toEqual([]);
    expect(absent?.({ provider: 'telnyx' })?.verdicts).toEqual({ critical: 'good' });
  });

  test('are told by name: which are bad, which are good and of which nobody knows', async () => {
    const level = { any: ['a', { all: ['b', 'c'] }, { not: 'd' }] };
    const [found] = await seriesOf(rule(level), tick, single({ a: 'bad', b: 'bad', c: 'unknown', d: 'good' }));
    if (found === undefined) throw new Error('nothing was judged');
    expect(found.evidence).toMatchObject({ value: 2, sample: 4, failures: 2 });
    expect(wordsOf(rule(level), 'critical', found.evidence)).toEqual({
      unit: 'count',
      counted: '{failures} of {sample} rules are bad',
      facts: ['bad: a, b', 'good: d', 'unknown: c'],
    });
  });
});
