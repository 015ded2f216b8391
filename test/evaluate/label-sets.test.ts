import { describe, expect, test } from 'vitest';
import type { Alert } from '../../functions/core/alert.ts';
import { alertId } from '../../functions/core/alert-id.ts';
import { ownsAlert } from '../../functions/core/shard.ts';
import { observe } from '../../functions/evaluate/observations.ts';
import { plain } from '../../functions/rules/evidence.ts';
import { type RuleSettings, ruleSettings } from '../../functions/rules/index.ts';
import { outage } from '../support/alerts.ts';
import { dawn } from '../support/evaluation.ts';
import { emptyReadings, lookAt } from '../support/readings.ts';

function rule(settings: object = {}): RuleSettings {
  return ruleSettings.parse({
    id: 'delivery',
    kind: 'ratio',
    of: 'delivered',
    over: 'settled',
    by: ['provider'],
    when: { critical: { below: '50%' } },
    summary: 'Delivery through {provider} is {value}',
    ...settings,
  });
}

type Found = {
  /** Sample size by provider. */
  measured?: Record<string, number>;
  twice?: boolean;
  stored?: readonly Alert[];
  mostSeries?: number;
  shard?: [index: number, of: number];
};

/** What a rule by provider sees, of which each measured provider is unknown. */
function observed(rule: RuleSettings, { measured = {}, twice, stored = [], mostSeries = 100, shard = [0, 1] }: Found) {
  const evidence = plain(undefined, { from: dawn, to: dawn });
  const series = Object.entries(measured).map(([provider, sample]) => ({
    labels: { provider },
    verdicts: { critical: 'unknown' as const },
    evidence: { ...evidence, sample },
  }));
  return observe({
    tenant: 'default',
    rule,
    look: lookAt(dawn, emptyReadings()),
    judgement: { series: twice ? [...series, ...series] : series },
    stored,
    mostSeries,
    owns: ownsAlert(...shard),
  });
}

function storedAlert(labels: Record<string, string>): Alert {
  return outage({ tenant: 'default', rule: 'delivery', labels, id: alertId('default', 'delivery', labels) });
}

describe('label sets', () => {
  test('that are missing have an alert of their own only as long as the rule asks for it', async () => {
    const stored = [storedAlert({ provider: 'telnyx', noData: 'yes' })];
    expect((await observed(rule(), { stored })).outdated).toEqual(stored);
    expect((await observed(rule({ onUnknown: 'nodata' }), { stored })).outdated).toEqual([]);
  });

  const stored = (provider: string) => storedAlert({ provider });

  test('that the rule does not look at any more are outdated: by other labels, or ruled out', async () => {
    const other = storedAlert({ campaign: 'otp' });
    const all = { stored: [other, stored('telnyx'), stored('twilio')] };
    expect(
      (await observed(rule({ where: { provider: ['twilio'] } }), all)).outdated.map(({ labels }) => labels),
    ).toEqual([{ campaign: 'otp' }, { provider: 'telnyx' }]);
  });

  test('that are judged twice are an error', async () => {
    await expect(observed(rule(), { measured: { telnyx: 1 }, twice: true })).rejects.toThrow(
      'rule delivery judged the same labels twice',
    );
  });

  test('over the limit are cut: those with alerts stay, then those with most traffic', async () => {
    const measured = { a: 5, b: 100, c: 70, d: 1, e: 80 };
    const { seen, cut } = await observed(rule(), { measured, stored: [stored('d')], mostSeries: 3 });
    expect(seen.map(({ labels }) => labels.provider)).toEqual(['d', 'b', 'e']);
    expect(cut).toBe(2);
  });

  test('whose alerts ended long ago have no preference over those with traffic', async () => {
    const ended = { ...stored('d'), state: 'inactive' as const };
    const { seen } = await observed(rule(), { measured: { a: 5, d: 1 }, stored: [ended], mostSeries: 1 });
    expect(seen.map(({ labels }) => labels.provider)).toEqual(['a']);
  });

  test('are shared among evaluators without one judged twice or by none, silence included', async () => {
    const silence = rule({ onUnknown: 'nodata' });
    const measured = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, index]));
    const input = { measured, stored: [stored('p3'), stored('gone'), stored('p7')], mostSeries: 30 };
    const alone = await observed(silence, input);
    const parts = await Promise.all([0, 1, 2].map((index) => observed(silence, { ...input, shard: [index, 3] })));
    const ids = parts.flatMap(({ seen }) => seen.map(({ id }) => id));
    expect(ids.sort()).toEqual(alone.seen.map(({ id }) => id).sort());
    expect(parts.map(({ cut }) => cut)).toEqual([10, 10, 10]);
  });
});
