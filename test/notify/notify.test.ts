import { describe, expect, test } from 'vitest';
import { mostAttempts } from '../../functions/core/backoff.ts';
import type { GroupLog } from '../../functions/core/group.ts';
import { minute, minuteStart, second } from '../../functions/core/time.ts';
import { keepLog } from '../../functions/notify/keep-log.ts';
import { notify } from '../../functions/notify/notify.ts';
import { retry } from '../../functions/retry/retry.ts';
import { outage, recovered } from '../support/alerts.ts';
import { answerOf, notifyWorld, resolveOf, split } from '../support/notify-world.ts';

const both = { slack: {}, pagerduty: {} };
const alertId = outage().id;

describe('a notice', () => {
  test('goes to every channel whose number rose, is counted, and is written down', async () => {
    const world = notifyWorld();
    expect(await world.notify(...world.decide(both))).toEqual({ kind: 'done' });
    expect(world.sent.map(({ channel }) => channel)).toEqual(['slack', 'pagerduty']);
    expect(world.sent[0]?.body).toContain('Delivery on AT&amp;T through Telnyx is 61 %');
    expect(world.sums.NoticesSent).toBe(2);
    const { at } = world.clock;
    expect(world.logs.get('slack')).toEqual({
      channel: 'slack',
      seq: 1,
      outcome: 'sent',
      attempts: 1,
      triedAt: at,
      group: 'group-slack',
      told: {
        [alertId]: { rule: 'delivery-by-carrier', kind: 'firing', severity: 'critical', at, lastFiringSentAt: at },
      },
    });
  });

  test('is not sent for a change that decides nothing', async () => {
    const world = notifyWorld();
    await world.notify(...world.decide(both));
    world.broken.log = true;
    expect(await world.notify(world.change({ tick: 1 }))).toEqual({ kind: 'done' });
    expect(world.sent).toHaveLength(2);
  });

  test('is sent once when its batch is handed over again', async () => {
    const world = notifyWorld();
    const changes = world.decide(both);
    await world.notify(...changes);
    await world.notify(...changes);
    expect(world.sent).toHaveLength(2);
  });

  test('that a newer one replaced in the same batch is not sent', async () => {
    const world = notifyWorld();
    const first = world.decide({ slack: {} });
    const second = world.decide({ slack: { seq: 2, reason: 'severity-rose' } });
    await world.notify(...first, ...second);
    expect(world.sent).toHaveLength(1);
    expect(world.logs.get('slack')).toMatchObject({ seq: 2, outcome: 'sent' });
  });

  test('whose record comes after another was decided is not sent: that one has a record of its own', async () => {
    const world = notifyWorld();
    const late = world.decide({ slack: {} });
    world.decide({ slack: { seq: 2, kind: 'withdraw', reason: 'superseded' } });
    await world.notify(...late);
    expect(world.sent).toEqual([]);
    expect(world.logs.size).toBe(0);
  });

  test('of a resolve keeps the time of the last firing one', async () => {
    const world = notifyWorld();
    await world.notify(...world.decide({ pagerduty: {} }));
    const firingSentAt = world.clock.at;
    world.clock.at += 30 * minute;
    world.stored.alert = recovered();
    await world.notify(...world.decide({ pagerduty: resolveOf(recovered()) }));
    const [trigger, end] = world.sent.map(({ body }) => JSON.parse(body));
    expect(end).toEqual({ routing_key: 'a-routing-key', event_action: 'resolve', dedup_key: trigger.dedup_key });
    expect(world.logs.get('pagerduty')).toMatchObject({
      told: {
        [alertId]: { kind: 'resolved', severity: 'critical', at: world.clock.at, lastFiringSentAt: firingSentAt },
      },
    });
  });

  test('that is withdrawn is written down and not sent', async () => {
    const world = notifyWorld();
    world.answers.slack = answerOf(503);
    await world.notify(...world.decide({ slack: {} }));
    await world.notify(...world.decide({ slack: { seq: 2, kind: 'withdraw', reason: 'superseded' } }));
    expect(world.sent).toHaveLength(1);
    expect(world.logs.get('slack')).toMatchObject({ seq: 2, outcome: 'withdrawn' });
  });
});

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

describe('a channel that is not configured', () => {
  test('is skipped, and said so once', async () => {
    const world = notifyWorld();
    await world.notify(...world.decide({ mail: {} }));
    await world.notify(...world.decide({ mail: { seq: 2 } }));
    expect(world.logs.get('mail')).toMatchObject({ seq: 2, outcome: 'skipped' });
    expect(world.log.lines.map(({ message, fields }) => [message, fields.why])).toEqual([
      ['channel skipped', 'there is no topic to publish to'],
    ]);
    expect(world.sums).toEqual({});
  });

  test('is skipped when it has left the configuration', async () => {
    const world = notifyWorld();
    await world.notify(...world.decide({ gone: {}, constructor: {} }));
    expect(world.logs.get('gone')).toMatchObject({ outcome: 'skipped', error: 'it is not in the configuration' });
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

describe('the log of a channel', () => {
  const arrived = (at: number): Pick<GroupLog, 'told'> => ({
    told: { [alertId]: { rule: 'delivery-by-carrier', kind: 'firing', severity: 'high', at, lastFiringSentAt: at } },
  });
  const sentAt = (seq: number, at: number): GroupLog => ({
    ...arrived(at),
    group: 'group-slack',
    channel: 'slack',
    seq,
    outcome: 'sent',
    attempts: 1,
    triedAt: at,
  });

  test('is not set back by an older notice that ends later', async () => {
    const world = notifyWorld();
    await keepLog('main', sentAt(2, 50), world.deps);
    await keepLog('main', sentAt(1, 40), world.deps);
    expect(world.logs.get('slack')).toEqual(sentAt(2, 50));
  });

  test('takes from an older notice only that it arrived', async () => {
    const world = notifyWorld();
    await keepLog('main', { ...sentAt(2, 40), outcome: 'retrying' }, world.deps);
    await keepLog('main', sentAt(1, 50), world.deps);
    expect(world.logs.get('slack')).toEqual({ ...sentAt(2, 40), outcome: 'retrying', ...arrived(50) });
  });
});

describe('the event bus', () => {
  test('hears of every change of state and severity, and of nothing else', async () => {
    const world = notifyWorld();
    const { firedAt: _, ...pending } = outage({ state: 'pending', severity: 'high' });
    world.stored.alert = pending;
    const steps = [
      { sequence: '0', before: undefined, after: pending },
      world.change({ state: 'firing' }),
      world.change({ tick: 5 }),
      world.change({ severity: 'critical' }),
      ...world.decide(both),
      world.change({ state: 'inactive', tick: 9, resolvedAt: 9 }),
      world.change({ state: 'pending' }),
      world.change({ state: 'inactive', tick: 12 }),
    ];
    await world.notify(...steps);
    expect(world.events.map(({ detailType }) => detailType)).toEqual([
      'Alert pending',
      'Alert firing',
      'Alert severity changed',
      'Alert resolved',
      'Alert pending',
      'Alert inactive',
    ]);
    expect(world.events[0]?.detail).toMatchObject({ id: '7f3a9c0b1d2e', state: 'pending', stage: 'prod' });
    expect(world.events[0]?.detail).not.toHaveProperty('outbox');
  });

  test('when it is down holds up no channel, and the batch comes again without sending twice', async () => {
    const world = notifyWorld();
    const change = world.change({ state: 'firing' }, outage({ state: 'pending' }));
    const decided = world.decide(both);
    world.broken.bus = true;
    expect(await world.notify(change, ...decided)).toEqual({ kind: 'unfinished', from: change.sequence });
    expect(world.sent).toHaveLength(2);
    world.broken.bus = false;
    expect(await world.notify(change, ...decided)).toEqual({ kind: 'done' });
    expect(world.sent).toHaveLength(2);
    expect(world.events).toHaveLength(1);
  });
});

describe('broken infrastructure', () => {
  test.each(['log', 'queue'])('fails the batch from the first record on: the %s', async (name) => {
    const world = notifyWorld();
    world.answers.slack = answerOf(503);
    world.broken[name] = true;
    const changes = world.decide({ slack: {} });
    expect(await world.notify(...changes)).toEqual({ kind: 'unfinished', from: '1' });
    expect(world.logs.size).toBe(0);
  });

  test('a record that is no alert is skipped, logged and counted, and the others are told', async () => {
    const world = notifyWorld();
    const batch = { ...split(world.decide(both)), unreadable: [{ sequence: '7', why: 'no state' }] };
    expect(await notify(batch, world.deps)).toEqual({ kind: 'done' });
    expect(world.sent).toHaveLength(2);
    expect(world.sums.Undecodable).toBe(1);
  });
});
