import { describe, expect, test } from 'vitest';
import type { GroupLog } from '../../functions/core/group.ts';
import { minute } from '../../functions/core/time.ts';
import { keepLog } from '../../functions/notify/keep-log.ts';
import { notify } from '../../functions/notify/notify.ts';
import { outage, outageStart, recovered } from '../support/alerts.ts';
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
        [alertId]: {
          rule: 'delivery-by-carrier',
          kind: 'firing',
          severity: 'critical',
          at,
          decidedAt: outageStart,
          lastFiringSentAt: at,
        },
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
