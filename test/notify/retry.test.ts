import { describe, expect, test } from 'vitest';
import { mostAttempts } from '../../functions/core/backoff.ts';
import { minute, minuteStart, second } from '../../functions/core/time.ts';
import { retry } from '../../functions/retry/retry.ts';
import { outage } from '../support/alerts.ts';
import { answerOf, notifyWorld } from '../support/notify-world.ts';

const both = { slack: {}, pagerduty: {} };
const alertId = outage().id;

describe('a channel that is down', () => {
  test('holds up nobody: PagerDuty is told at once, Slack when it is back', async () => {
    const world = notifyWorld();
    world.answers.slack = answerOf(503);
    await world.notify(...world.decide(both));
    expect(world.logs.get('pagerduty')).toMatchObject({ outcome: 'sent' });
    expect(world.logs.get('slack')).toMatchObject({ outcome: 'retrying', attempts: 1, error: '503' });
    expect(world.queue).toHaveLength(1);

    delete world.answers.slack;
    expect(await world.retryNext()).toEqual({ kind: 'tried', outcome: 'sent' });
    expect(world.logs.get('slack')).toMatchObject({
      outcome: 'sent',
      attempts: 2,
      told: { [alertId]: { lastFiringSentAt: minuteStart(world.clock.at) } },
    });
    expect(world.sent.map(({ channel }) => channel)).toEqual(['slack', 'pagerduty', 'slack']);
  });

  test('does not make another channel wait for its answer', async () => {
    const world = notifyWorld();
    const toldFirst = Promise.withResolvers<void>();
    world.answers.pagerduty = async () => {
      toldFirst.resolve();
      return answerOf(202);
    };
    world.answers.slack = async () => {
      await toldFirst.promise;
      return answerOf(200);
    };
    await world.notify(...world.decide(both));
    expect([...world.logs.keys()].sort()).toEqual(['pagerduty', 'slack']);
  });

  test('is asked again after the time it names', async () => {
    const world = notifyWorld();
    world.answers.slack = answerOf(429, { 'retry-after': '7' });
    await world.notify(...world.decide({ slack: {} }));
    expect(world.queue[0]).toMatchObject({
      delayMs: 7 * second,
      message: { group: 'group-slack', seq: 1, attempts: 1, notBefore: world.clock.at + 7 * second },
    });
  });

  test('is given up after about an hour, with an error and a metric', async () => {
    const world = notifyWorld();
    const start = world.clock.at;
    world.answers.slack = answerOf(500);
    await world.notify(...world.decide({ slack: {} }));
    while (world.queue.length > 0) await world.retryNext();
    expect(world.sent).toHaveLength(mostAttempts);
    expect(world.clock.at - start).toBeGreaterThan(55 * minute);
    expect(world.clock.at - start).toBeLessThan(75 * minute);
    expect(world.logs.get('slack')).toMatchObject({ outcome: 'failed', attempts: mostAttempts });
    expect(world.logs.get('slack')?.told).toEqual({});
    expect(world.sums.NoticesFailed).toBe(1);
    expect(world.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('is given up even when the notice is decided anew while it is down', async () => {
    const world = notifyWorld();
    world.answers.slack = answerOf(500);
    for (let seq = 1; seq <= mostAttempts; seq++) {
      await world.notify(...world.decide({ slack: { seq } }));
    }
    expect(world.logs.get('slack')).toMatchObject({ outcome: 'failed', attempts: mostAttempts });
  });

  test('that refuses is not asked again', async () => {
    const world = notifyWorld();
    world.answers.slack = answerOf(404);
    await world.notify(...world.decide(both));
    expect(world.queue).toHaveLength(0);
    expect(world.logs.get('slack')).toMatchObject({ outcome: 'failed', error: '404' });
    expect(world.logs.get('pagerduty')).toMatchObject({ outcome: 'sent' });
    expect(world.sums.NoticesFailed).toBe(1);
  });

  test('whose code throws is tried again, alone', async () => {
    const world = notifyWorld();
    world.answers.slack = () => Promise.reject(new Error('a bug'));
    await world.notify(...world.decide(both));
    expect(world.logs.get('slack')).toMatchObject({ outcome: 'retrying', error: 'Error: a bug' });
    expect(world.logs.get('pagerduty')).toMatchObject({ outcome: 'sent' });
  });
});

describe('a retry', () => {
  const slackDown = async () => {
    const world = notifyWorld();
    world.answers.slack = answerOf(503);
    await world.notify(...world.decide({ slack: {} }));
    delete world.answers.slack;
    return world;
  };

  test('is dropped when something newer was decided', async () => {
    const world = await slackDown();
    world.decide({ slack: { seq: 2, kind: 'resolved' } });
    expect(await world.retryNext()).toEqual({ kind: 'superseded' });
    expect(world.sent).toHaveLength(1);
  });

  test('is dropped when its group is gone', async () => {
    const world = await slackDown();
    const message = world.queue[0]?.message;
    if (!message) throw new Error('nothing to retry');
    expect(await retry(message, { ...world.deps, group: async () => undefined })).toEqual({ kind: 'superseded' });
  });

  test('tells the alert as it is now', async () => {
    const world = await slackDown();
    const { evidence } = world.stored.alert;
    world.change({ evidence: { ...evidence, value: 0.4 } });
    await world.retryNext();
    expect(world.sent[1]?.body).toContain('is 40 %');
  });

  test('that the queue hands over twice is sent once', async () => {
    const world = await slackDown();
    const message = world.queue[0]?.message;
    if (!message) throw new Error('nothing to retry');
    await world.retryNext();
    expect(await retry(message, world.deps)).toEqual({ kind: 'repeated' });
    expect(world.sent).toHaveLength(2);
  });

  test('that comes too early waits on, without counting as an attempt', async () => {
    const world = await slackDown();
    const message = world.queue.shift()?.message;
    if (!message) throw new Error('nothing to retry');
    expect(await retry(message, world.deps)).toEqual({ kind: 'waiting' });
    expect(world.queue).toEqual([{ message, delayMs: message.notBefore - world.clock.at }]);
    expect(world.sent).toHaveLength(1);
  });

  test('that succeeds while a later notice is written down still leaves its mark, so that it gets its resolve', async () => {
    const world = await slackDown();
    world.answers.slack = async () => {
      await world.notify(...world.decide({ slack: { seq: 2, kind: 'withdraw', reason: 'superseded' } }));
      return answerOf(200);
    };
    expect(await world.retryNext()).toEqual({ kind: 'tried', outcome: 'sent' });
    expect(world.logs.get('slack')).toMatchObject({
      seq: 2,
      outcome: 'withdrawn',
      told: { [alertId]: { kind: 'firing', lastFiringSentAt: minuteStart(world.clock.at) } },
    });
  });
});
