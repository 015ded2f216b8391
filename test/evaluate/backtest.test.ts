import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import type { Sources } from '../../functions/evaluate/readings.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { afternoon, backtested, configOf, minutely, toldBy } from '../support/backtests.ts';
import { emptySources } from '../support/readings.ts';
import { timelineHistory } from '../support/timeline-history.ts';

/** Five minutes in which nothing arrives, and four in which some of it does. */
const outage = { telnyx: `${'.'.repeat(10)}!!!!!----${'.'.repeat(110)}` };
const at = (minutes: number) => afternoon + minutes * minute;

describe('what a backtest tells', () => {
  test('when a rule would have been pending, firing and resolved, and who would have been told', async () => {
    const { story, notes, range } = toldBy((await backtested({ traffic: outage })).outcome);
    const seen = story.transitions.map((one) => [one.at, one.state, one.severity, one.because]);
    expect(seen).toEqual([
      [at(11), 'firing', 'high', undefined],
      [at(13), 'firing', 'critical', undefined],
      [at(16), 'firing', 'high', undefined],
      [at(20), 'inactive', undefined, 'recovered'],
    ]);
    expect(story.notices.map((one) => [one.at, one.channel, one.reason])).toEqual([
      [at(11), 'slack', 'first'],
      [at(13), 'pagerduty', 'first'],
      [at(13), 'slack', 'severity-rose'],
      [at(20), 'pagerduty', 'resolved'],
      [at(20), 'slack', 'resolved'],
    ]);
    const sums = { firings: 1, firingMinutes: 9, firstFiring: at(11), calmed: 0, stillFiring: 0 };
    expect(story).toMatchObject(sums);
    expect(range).toEqual({ from: at(0), to: at(120) });
    expect(notes).toEqual([]);
  });

  test('what was pending and calm again is no firing, and what fires at the end counts to the end', async () => {
    const rule = { ...minutely, when: { critical: { below: '50%', for: '5m' } } } as const;
    const traffic = { telnyx: `..!!...${'!'.repeat(113)}`, twilio: '.'.repeat(120) };
    const { story } = toldBy((await backtested({ traffic, config: configOf([rule]) })).outcome);
    expect(story).toMatchObject({ calmed: 1, firings: 1, stillFiring: 1, firstFiring: at(13), firingMinutes: 107 });
  });

  test('a rule that is switched off is judged, and other rules are not', async () => {
    const config = configOf([
      { ...minutely, enabled: false },
      { ...minutely, id: 'other' },
    ]);
    const { story } = toldBy((await backtested({ traffic: outage, config })).outcome);
    expect(story.firings).toBe(1);
    expect(new Set(story.transitions.map(({ rule }) => rule))).toEqual(new Set(['delivery']));
  });

  test('a composite rule brings the rules that it is made of', async () => {
    const both: RuleInput = {
      id: 'both',
      kind: 'composite',
      by: ['provider'],
      when: { critical: { all: ['delivery', 'worse'] } },
      summary: '{provider}',
    };
    const worse = { ...minutely, id: 'worse', enabled: false, when: { high: { below: '10%' } } } as const;
    const config = configOf([both, minutely, worse]);
    const { story } = toldBy((await backtested({ traffic: outage, config, rule: 'both' })).outcome);
    expect(story.transitions.map((one) => [one.at, one.rule, one.state])).toEqual([
      [at(11), 'both', 'firing'],
      [at(16), 'both', 'inactive'],
    ]);
  });

  test('a rule on evaluation itself is judged by how all others go', async () => {
    const broken: Sources = {
      ...emptySources(timelineHistory(afternoon, outage).history),
      metric: () => Promise.reject(new Error('gone')),
    };
    const metric = {
      id: 'cpu',
      kind: 'aws-metric',
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      statistic: 'Sum',
      when: { high: { above: 0 } },
      summary: '{value}',
    } as const;
    const config = configOf([metric]);
    const told = toldBy((await backtested({ sources: broken, config, rule: 'rule-failing' })).outcome);
    expect(told.story.transitions.map(({ labels, state }) => [labels.rule, state])).toEqual([
      ['cpu', 'pending'],
      ['cpu', 'firing'],
    ]);
    expect(told.notes).toContainEqual(expect.stringContaining('how evaluation went in the deployment is not kept'));
    const failing = toldBy((await backtested({ sources: broken, config, rule: 'cpu' })).outcome);
    expect(failing.notes).toContainEqual(
      expect.stringMatching(/^The rule could not be judged, (\d+) of \1 times: Error: gone$/),
    );
  });
});

describe('a range', () => {
  test.each([
    [
      'a rule that there is not',
      { rule: 'delivry' },
      'There is no rule "delivry" in the configuration; there are: delivery',
    ],
    [
      'minutes that are no longer kept',
      { range: { from: at(-4000), to: at(0) }, now: at(720) },
      'Minutes are kept for 3 d (retention.minute): begin at 2025-05-31 02:01 (America/New_York) or later.',
    ],
    ['what has not happened', { range: { from: at(200), to: at(300) } }, 'The range has not begun yet.'],
  ])('of %s is refused', async (_, some, why) => {
    expect((await backtested(some)).outcome).toEqual({ kind: 'refused', why });
  });

  test('ends now at the latest', async () => {
    const { range } = toldBy((await backtested({ range: { from: at(0), to: at(900) } })).outcome);
    expect(range.to).toBe(at(120));
  });

  test('that begins with the first minutes that are kept says until when it looked further back', async () => {
    const config = configOf([{ ...minutely, window: '10m' }]);
    const now = at(0) + 3 * 24 * 60 * minute - minute;
    const { notes } = toldBy((await backtested({ traffic: outage, config, now })).outcome);
    expect(notes).toEqual([
      'Up to 2025-06-02 14:09 it looked at minutes that are no longer kept: what it found until then may be wrong.',
    ]);
  });

  test('in which nothing was counted says so', async () => {
    expect(toldBy((await backtested()).outcome).notes).toEqual([
      'Nothing was counted: are the tenant, the stage and the range right?',
    ]);
    const late = toldBy((await backtested({ traffic: { telnyx: `${' '.repeat(30)}....` } })).outcome);
    expect(late.notes).toEqual(['Nothing was counted before 2025-06-02 14:30.']);
  });
});

describe('reading', () => {
  test('takes every minute once, however many values of a setting are tried, and some ahead', async () => {
    const config = configOf([{ ...minutely, window: '15m' }]);
    const sweep = { setting: 'threshold', values: ['50%', '60%', '70%'] };
    const { asked } = await backtested({ traffic: outage, config, sweep });
    const minutes = asked.filter(({ granularity }) => granularity === 'minute').map(({ from }) => from);
    expect(new Set(minutes).size).toBe(minutes.length);
    expect(Math.min(...minutes)).toBe(at(-15));
    expect(Math.max(...minutes)).toBeLessThan(at(120));
    expect(asked.filter(({ granularity }) => granularity === 'hour').length).toBeLessThanOrEqual(2);
  });

  test('takes a month of days and a day of hours at once, for rules that look far back', async () => {
    const score: RuleInput = {
      ...{ id: 'score', kind: 'score', score: 'tcpa', summary: '{value}' },
      when: { high: { below: 90 } },
    };
    const { asked } = await backtested({ config: configOf([score]), rule: 'score' });
    expect(asked.filter(({ granularity }) => granularity === 'day').map(({ from, to }) => [from, to])).toEqual([
      [Date.parse('2025-05-01T00:00Z'), Date.parse('2025-06-01T00:00Z')],
      [Date.parse('2025-06-01T00:00Z'), Date.parse('2025-07-01T00:00Z')],
    ]);
    expect(asked.filter(({ granularity }) => granularity === 'hour').length).toBeLessThanOrEqual(4);
  });

  test('asks for registrations once, and counts that and the days of metrics among its queries', async () => {
    const asked: string[] = [];
    const noted = async (what: string) => {
      asked.push(what);
      return [];
    };
    const sources: Sources = {
      ...emptySources(timelineHistory(afternoon, {}).history),
      registrations: () => noted('registrations'),
      metric: () => noted('metric'),
    };
    const blocked: RuleInput = { id: 'blocked', kind: 'registration', when: { high: {} }, summary: 'blocked' };
    const errors: RuleInput = {
      ...{ id: 'errors', kind: 'aws-metric', namespace: 'AWS/Lambda', metric: 'Errors', statistic: 'Sum' },
      ...{ when: { high: { above: 0 } }, summary: '{value}' },
    };
    const config = configOf([blocked, errors]);
    const of = async (rule: string) => toldBy((await backtested({ sources, config, rule })).outcome).reads;
    expect([await of('blocked'), await of('errors')]).toEqual([1, 1]);
    expect(asked).toEqual(['registrations', 'metric']);
  });

  test('has at most 32 queries under way', async () => {
    const { history } = timelineHistory(afternoon, outage);
    let [running, most] = [0, 0];
    const slow: Sources = emptySources({
      ...history,
      slice: async (slice) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return history.slice(slice);
      },
    });
    expect(toldBy((await backtested({ sources: slow })).outcome).story.firings).toBe(1);
    expect(most).toBeGreaterThan(16);
    expect(most).toBeLessThanOrEqual(32);
  });

  test('that fails ends the backtest with what went wrong', async () => {
    const denied = emptySources({ get: async () => [], slice: () => Promise.reject(new Error('not allowed')) });
    await expect(backtested({ sources: denied })).rejects.toThrow('not allowed');
  });

  test('stops when it is interrupted, and tells what it has', async () => {
    const controller = new AbortController();
    const { history } = timelineHistory(afternoon, outage);
    const sources = emptySources({
      ...history,
      slice: async (slice) => {
        if (slice.from >= at(90)) controller.abort();
        return history.slice(slice);
      },
    });
    const { outcome, progress } = await backtested({ sources }, controller.signal);
    const told = toldBy(outcome);
    expect(told.kind).toBe('interrupted');
    expect(told.range.to).toBeGreaterThan(at(20));
    expect(told.range.to).toBeLessThan(at(120));
    expect(told.story.firings).toBe(1);
    expect(progress.at(-1)).toBeLessThan(1);
  });
});
