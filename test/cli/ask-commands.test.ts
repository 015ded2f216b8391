import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hour } from '../../functions/core/time.ts';
import { runCommand, startActStage } from './act-stage.ts';

let stage: Awaited<ReturnType<typeof startActStage>>;
beforeEach(async () => {
  stage = await startActStage({ kind: 'alerts', alerts: [] });
});
afterEach(() => stage.stop());

const campaign = [{ label: 'campaign', op: '=', value: 'spring-promo' }];
const change = { what: 'alert 7f3a9c of cost', before: 'a', after: 'b' };
const at = Date.parse('2026-11-21T19:15Z');
const anna = { name: 'anna', via: 'cli' };

const notice = {
  ...{ tenant: 'main', at, group: '0123456789ab', seq: 1, channel: 'slack', kind: 'firing', reason: 'first' },
  ...{
    severity: 'critical',
    outcome: 'sent',
    attempts: 1,
    alerts: [{ rule: 'cost', id: '7f3a9c0b1d2e' }],
    alertCount: 1,
  },
};

describe('a question asks for what it says', () => {
  test.each([
    { words: ['alerts'], action: { do: 'list-alerts' } },
    { words: ['silence', 'list'], action: { do: 'list-silences' } },
    { words: ['oncall'], action: { do: 'list-on-call' } },
    { words: ['oncall', 'show'], action: { do: 'list-on-call' } },
    {
      words: ['oncall', '--at', '2026-12-24T18:00Z'],
      action: { do: 'list-on-call', at: Date.parse('2026-12-24T18:00Z') },
    },
    { words: ['override', 'list'], action: { do: 'list-overrides' } },
    { words: ['audit'], action: { do: 'list-audit' } },
    {
      words: ['audit', '--from', '2026-11-01T00:00Z', '--to', '2026-12-01T00:00Z'],
      action: { do: 'list-audit', from: Date.parse('2026-11-01T00:00Z'), to: Date.parse('2026-12-01T00:00Z') },
    },
    { words: ['notify', 'log'], action: { do: 'list-notices', since: 24 * hour } },
    {
      words: ['notify', 'log', '--alert', '7f3a9c', '--since', '2h', '--cursor', '2026-11-21T19:15:00.000Z#g#1#1'],
      action: { do: 'list-notices', alert: '7f3a9c', since: 2 * hour, cursor: '2026-11-21T19:15:00.000Z#g#1#1' },
    },
  ])('$words', async ({ words, action }) => {
    await runCommand(...words);
    expect(stage.asked).toMatchObject([{ tenant: 'main', action }]);
  });

  test.each([['alerts'], ['silence list'], ['oncall'], ['override list'], ['audit'], ['notify log']])(
    '%s in nobody\u2019s name: nothing is audited',
    async (words) => {
      await expect(runCommand(...words.split(' '), '--as', 'anna')).rejects.toThrow("unknown option '--as'");
      expect(stage.asked).toEqual([]);
    },
  );

  test.each([
    { words: ['oncall', '--at', 'tomorrow'], says: /"tomorrow" is no time/ },
    { words: ['notify', 'log', '--since', '0h'], says: /longer than none/ },
    { words: ['notify', 'log', '--alert', ''], says: /It is empty/ },
  ])('$words: what is wrong is said before anybody is asked', async ({ words, says }) => {
    await expect(runCommand(...words)).rejects.toThrow(says);
    expect(stage.asked).toEqual([]);
  });
});

describe('what is answered is told', () => {
  test('alerts, silences, overrides, duties and the audit in the times of the tenant', async () => {
    const alert = { id: '7f3a9c0b1d2e', rule: 'cost', labels: { provider: 'telnyx' }, severity: 'high', firedAt: at };
    stage.answer = { kind: 'alerts', alerts: [{ ...alert, handling: 'assigned to ben' }] };
    await runCommand('alerts');
    const silence = { tenant: 'main', id: 'a1', rev: 1, matchers: campaign, startsAt: at, endsAt: at + hour, by: anna };
    stage.answer = { kind: 'silences', silences: [{ ...silence, comment: 'known', createdAt: at, state: 'active' }] };
    await runCommand('silence', 'list');
    const override = { section: 'routes', value: [], by: anna, at };
    stage.answer = { kind: 'overrides', overrides: [override], refused: [{ section: 'routes', why: 'is too short' }] };
    await runCommand('override', 'list');
    stage.answer = {
      kind: 'on-call',
      at,
      schedules: [{ schedule: 'primary', person: 'ben', name: 'Ben Okafor', until: at }, { schedule: 'night' }],
    };
    await runCommand('oncall');
    const record = { tenant: 'main', id: 'b2', at, by: anna, did: 'acknowledge', changes: [change], unlisted: 3 };
    stage.answer = { kind: 'audit', records: [record] };
    await runCommand('audit');
    expect(stage.printed).toEqual([
      'id      severity  rule  of               since             in hand\n7f3a9c  high      cost  provider=telnyx  2026-11-21 14:15  assigned to ben',
      'id  is      silences                 from              to                by    comment\na1  active  campaign="spring-promo"  2026-11-21 14:15  2026-11-21 15:15  anna  known',
      'section  by    at                until                state\nroutes   anna  2026-11-21 14:15  until it is removed  does not apply: is too short',
      'primary  Ben Okafor  until 2026-11-21 14:15\nnight    nobody      for good',
      '2026-11-21 14:15  anna (cli)  acknowledge\n    alert 7f3a9c of cost: a → b\n    and 3 more',
    ]);
  });

  test('what others wrote begins no line and moves no cursor', async () => {
    const forged = 'done\n2026-11-21 14:15  ben (cli)  resolve\u001b[2J\u009b1A\u202etxt\u2028x';
    const record = { tenant: 'main', id: 'b2', at, by: { ...anna, name: 'a\rb' }, did: 'comment' };
    stage.answer = { kind: 'audit', records: [{ ...record, changes: [{ ...change, after: forged }] }] };
    await runCommand('audit');
    const alert = { id: '7f3a9c0b1d2e', rule: 'cost', labels: { campaign: forged }, handling: forged };
    stage.answer = { kind: 'alerts', alerts: [alert] };
    await runCommand('alerts');
    stage.answer = { kind: 'done', changes: [{ ...change, after: forged }], unchanged: [] };
    await runCommand('comment', '7f3a9c', 'x', '--as', 'anna');
    expect(stage.printed.map((text) => text.split('\n').length)).toEqual([2, 2, 1]);
    expect(stage.printed.join('\n').replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    stage.answer = { kind: 'refused', why: forged };
    await expect(runCommand('ack', '7f3a9c', '--as', 'anna')).rejects.toThrow(/^Not done: done 2026[^\p{C}]*$/u);
  });

  test('that there is more, and how to go on', async () => {
    const record = { tenant: 'main', id: 'b2', at, by: anna, did: 'acknowledge', changes: [change] };
    stage.answer = { kind: 'audit', records: [record], more: at - 1 };
    await runCommand('audit');
    const alert = { id: '7f3a9c0b1d2e', rule: 'cost', labels: {}, severity: 'high', handling: 'nobody' };
    stage.answer = { kind: 'alerts', alerts: [alert], more: 12 };
    await runCommand('alerts');
    stage.answer = { kind: 'notices', records: [notice], cursor: '2026-11-21T19:15:00.000Z#g#1#1' };
    await runCommand('notify', 'log');
    expect(stage.printed.map((text) => text.split('\n').at(-1))).toEqual([
      'There is more before 2026-11-21 14:14: --to 2026-11-21T19:14:59.999Z',
      'and 12 more, none of them worse',
      "There is more before these: --cursor '2026-11-21T19:15:00.000Z#g#1#1'",
    ]);
  });

  test('what channels were told, and what became of it', async () => {
    const lost = { ...notice, outcome: 'failed', attempts: 9, error: '503 down\nagain', reason: 'repeat' };
    stage.answer = { kind: 'notices', records: [{ ...lost, alertCount: 40 }, notice] };
    await runCommand('notify', 'log');
    expect(stage.printed).toEqual([
      [
        'at                channel  notice           severity  ended                                of',
        '2026-11-21 14:15  slack    firing (first)   critical  sent                                 7f3a9c cost',
        '2026-11-21 14:15  slack    firing (repeat)  critical  failed at attempt 9: 503 down again  7f3a9c cost, 39 more',
      ].join('\n'),
    ]);
  });
});
