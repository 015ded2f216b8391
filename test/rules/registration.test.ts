import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { RegistrationStatus, RegistrationUnit } from '../../functions/core/registration/event.ts';
import { advanceRegistration, type RegistrationEntry } from '../../functions/core/registration/registration.ts';
import { standingAt } from '../../functions/core/registration/standing.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import { judge, ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { createEvaluation } from '../support/evaluation.ts';
import { silentLog } from '../support/fakes.ts';
import { emptyReadings, lookAt } from '../support/readings.ts';

const tick = Date.UTC(2026, 10, 20, 14, 0);
const input = {
  id: 'registration',
  kind: 'registration',
  when: { critical: {} },
  summary: '{unit} {id} at {provider}',
} as const;

function rule(settings: object = {}) {
  return ruleSettings.parse({ ...input, ...settings });
}

type News = readonly [ago: number, status: RegistrationStatus | undefined, reason?: string];

/** A registration as it is in the journal after its news, which came so long before the tick. */
function registered(id: string, news: readonly News[], unit: RegistrationUnit = 'campaign', provider = 'telnyx') {
  let entry: RegistrationEntry | undefined;
  for (const [index, [ago, status, reason]] of news.entries()) {
    const at = tick - ago;
    const labels = { carrier: 'unknown', country: 'unknown' };
    const word = `CAMPAIGN_${status ?? 'billed'}`.toUpperCase();
    const base = {
      key: id,
      tenant: 'main',
      provider,
      id: `n-${index}`,
      zone: 'UTC',
      at,
      startedAt: at,
      receivedAt: at,
    };
    entry = advanceRegistration(entry, {
      ...base,
      kind: 'registration',
      unit,
      unitId: id,
      labels,
      word,
      status,
      reason,
    });
  }
  if (entry === undefined) throw new Error('no news');
  return entry;
}

async function judgementOf(entries: RegistrationEntry[], settings: object = {}, at = tick) {
  return judge(rule(settings), lookAt(at, emptyReadings({ registrations: async () => entries })));
}

/** Those that are well, too. */
async function found(entries: RegistrationEntry[], settings: object = {}, at = tick) {
  const { series, healthy = [] } = await judgementOf(entries, settings, at);
  return [...series, ...healthy].sort((a, b) => ((a.labels.id ?? '') < (b.labels.id ?? '') ? -1 : 1));
}

describe('a registration rule', () => {
  test.each([
    ['suspended', 'bad'],
    ['expired', 'bad'],
    ['rejected', 'bad'],
    ['dormant', 'bad'],
    ['disconnected', 'bad'],
    ['pending', 'good'],
    ['active', 'good'],
    ['removed', 'good'],
  ] as const)('finds that what is %s is %s', async (status, critical) => {
    const series = await found([
      registered('c-1', [
        [day, 'active'],
        [minute, status],
      ]),
    ]);
    expect(series).toMatchObject([
      { labels: { provider: 'telnyx', unit: 'campaign', id: 'c-1' }, verdicts: { critical } },
    ]);
  });

  test('judges each unit by itself, of those that it is limited to', async () => {
    const all = [
      registered('b-1', [[day, 'active']], 'brand'),
      registered('c-1', [[day, 'suspended']]),
      registered('c-2', [[day, 'active']]),
      registered('t-1', [[day, 'rejected']], 'template', 'meta'),
    ];
    const verdicts = async (settings: object) =>
      (await found(all, settings)).map(({ labels, verdicts }) => `${labels.id} ${verdicts.critical}`);
    expect(await verdicts({})).toEqual(['b-1 good', 'c-1 bad', 'c-2 good', 't-1 bad']);
    expect(await verdicts({ units: ['campaign', 'brand'] })).toEqual(['b-1 good', 'c-1 bad', 'c-2 good']);
    expect(await verdicts({ where: { provider: ['meta'] } })).toEqual(['t-1 bad']);
    expect(await verdicts({ statuses: ['active'] })).toEqual(['b-1 bad', 'c-1 good', 'c-2 bad', 't-1 good']);
  });

  test('says status, since when, the provider’s word and the reason', async () => {
    const entry = registered('c-1', [
      [2 * day, 'active'],
      [day, 'suspended', 'spam complaints'],
      [minute, undefined],
    ]);
    const [series] = await found([entry]);
    const words = series && wordsOf(rule(), 'critical', series.evidence);
    expect(words?.facts).toEqual([
      "suspended since 2026-11-19 14:00, in the provider's word CAMPAIGN_SUSPENDED",
      'reason: spam complaints',
    ]);
    const [without] = await found([registered('c-1', [[day, 'dormant']])]);
    expect(without?.evidence.notes).toHaveLength(1);
  });

  test('counts only those that are bad as judged, and knows of an alert that its registration is well', async () => {
    const entries = [registered('c-1', [[day, 'active']]), registered('c-2', [[day, 'expired']])];
    const { series, absent } = await judgementOf(entries);
    expect(series.map(({ labels }) => labels.id)).toEqual(['c-2']);
    const verdictOn = (id: string) => absent?.({ provider: 'telnyx', unit: 'campaign', id })?.verdicts.critical;
    expect([verdictOn('c-1'), verdictOn('gone')]).toEqual(['good', undefined]);
  });
});

describe('how a registration stood', () => {
  const entry = registered('c-1', [
    [3 * day, 'pending'],
    [2 * day, 'active'],
    [day, 'suspended', 'spam complaints'],
  ]);

  test.each([
    ['before anybody knew of it', 4 * day, undefined],
    ['at its first news', 3 * day, 'pending'],
    ['a moment before it was active', 2 * day + 1, 'pending'],
    ['while it was active', 2 * day - minute, 'active'],
    ['now', 0, 'suspended'],
  ])('%s, is told by the news of that time', (_, ago, status) => {
    expect(standingAt(entry, tick - ago)?.status).toBe(status);
  });

  test('is not told with the reason of another time', () => {
    expect(standingAt(entry, tick - 2 * day)).toEqual({
      status: 'active',
      word: 'CAMPAIGN_ACTIVE',
      since: tick - 2 * day,
    });
  });

  test('is still known when the news of it has been forgotten', () => {
    const old = registered('c-1', [
      [200 * day, 'dormant'],
      [day, undefined],
    ]);
    expect(old.changes.map(({ status }) => status)).toEqual([undefined]);
    expect(standingAt(old, tick)).toMatchObject({ status: 'dormant', since: tick - 200 * day });
  });

  test('is found again by a rule that looks back, without label sets that were not there yet', async () => {
    const verdicts = async (ago: number) => (await found([entry], {}, tick - ago)).map((one) => one.verdicts.critical);
    expect([await verdicts(4 * day), await verdicts(2 * day), await verdicts(0)]).toEqual([[], ['good'], ['bad']]);
  });
});

test('suspended, expired, rejected and dormant fire at once, each by itself, and what is active again resolves', async () => {
  const entries = (['suspended', 'expired', 'rejected', 'dormant'] as const).map((status, index) =>
    registered(status, [
      [day, 'active'],
      [-index * minute, status],
      [-10 * minute, 'active'],
    ]),
  );
  const config = defineConfig({ rules: [input], routes: [], channels: {} });
  const run = simulate({
    config,
    rules: config.rules,
    tenant: 'main',
    zone: 'UTC',
    stage: 'test',
    readings: () => emptyReadings({ registrations: async () => entries }),
    from: tick - minute,
    to: tick + 12 * minute,
    log: silentLog,
  });
  const story: string[] = [];
  for await (const { transitions } of run) {
    for (const { at, labels, state } of transitions) story.push(`${(at - tick) / minute} ${labels.id} ${state}`);
  }
  expect(story).toEqual([
    '0 suspended firing',
    '1 expired firing',
    '2 rejected firing',
    '3 dormant firing',
    '10 suspended inactive',
    '10 expired inactive',
    '10 rejected inactive',
    '10 dormant inactive',
  ]);
});

test('any number of registrations may be well: nothing is cut', async () => {
  const { deps, alerts } = createEvaluation({ traffic: {}, evaluation: { mostSeries: 2 } });
  const entries = ['c-1', 'c-2', 'c-3'].map((id) => registered(id, [[day, 'active']]));
  const registrations = async () => [...entries, registered('c-4', [[day, 'suspended']])];
  await evaluate(tick, {
    ...deps,
    rulesOf: async () => allRules([rule()]),
    readings: () => emptyReadings({ registrations }),
  });
  expect([...alerts.values()].map(({ rule: id }) => id)).toEqual(['registration']);
});

test('fires while counting is behind, for it is not counted', async () => {
  const { deps, alerts } = createEvaluation({ traffic: {}, lag: () => hour });
  const registrations = async () => [registered('c-1', [[day, 'suspended']])];
  await evaluate(tick, { ...deps, rulesOf: async () => [rule()], readings: () => emptyReadings({ registrations }) });
  expect([...alerts.values()].map(({ labels, state }) => [labels.id, state])).toEqual([['c-1', 'firing']]);
});

describe('the settings of a registration rule', () => {
  test.each([
    ['labels to group by', { by: ['provider'] }, 'leave it out'],
    ['labels that registrations do not have', { where: { carrier: ['AT&T'] } }, 'limit them by units'],
    ['no statuses', { statuses: [] }, 'statuses'],
    ['a status that there is none of', { statuses: ['broken'] }, 'statuses'],
  ])('refuse %s', (_, settings, message) => {
    expect(() => rule(settings)).toThrow(message);
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ units: ['brand'] });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
