import { expect, describe as suite, test } from 'vitest';
import type { Alert } from '../../functions/core/alert.ts';
import { type DescribedRule, describe } from '../../functions/core/describe.ts';
import { describeGroup, type GroupMember } from '../../functions/core/describe-group.ts';
import { minute } from '../../functions/core/time.ts';
import { campaignOutages, carrierRule, outage, outageStart, recovered } from '../support/alerts.ts';

const context = { timeZone: 'America/New_York', now: outageStart + 12 * minute, group: '0c1d2e3f4a5b' };

const member = (alert: Alert, rule: DescribedRule): GroupMember => ({
  alert,
  rule,
  text: describe(alert, rule, { ...context, kind: alert.state === 'firing' ? 'firing' : 'resolved' }),
});

function campaigns(count: number): GroupMember[] {
  const { alerts, rule } = campaignOutages(count);
  return alerts.map((alert) => member(alert, rule));
}

const silence: DescribedRule = { summary: 'No receipts from {provider}', threshold: 'silent for 10 min' };
const silent = (changes: Partial<Alert> = {}) =>
  member(
    outage({ rule: 'silence', labels: { provider: 'telnyx' }, id: '51ab02cd34ef', severity: 'high', ...changes }),
    silence,
  );

suite('several alerts in words', () => {
  test('of one alert: its own text', () => {
    const alone = member(outage(), carrierRule);
    expect(describeGroup([alone], [], context)).toBe(alone.text);
  });

  test('of more alerts than are named: how many more there are', () => {
    const text = describeGroup(campaigns(40), [], { ...context, more: 2000 });
    expect(text.title).toMatch(/^2040 alerts: /);
    expect(text.facts).toContain('2 critical, 38 high and 2,000 more');
    expect(text.members?.at(-1)).toBe('and 2030 more');
  });

  test('of 40 campaigns of one carrier: one title, how many of each severity, the worst ten, and sums', () => {
    const text = describeGroup(campaigns(40), [], context);
    expect(text).toEqual({
      title: '40 alerts: Delivery of campaign-01, campaign-02, campaign-03 and 37 more through Telnyx is 50 % to 89 %',
      comparison: 'threshold 90 %',
      facts: [
        'since 14:03 EST, 12 min',
        '2 critical, 38 high',
        '18,720 of 48,160 messages failed',
        'carrier AT&T 18,720',
      ],
      members: [
        'CRITICAL  Delivery of campaign-01 through Telnyx is 50 % · c0ff01',
        'CRITICAL  Delivery of campaign-02 through Telnyx is 51 % · c0ff02',
        ...[3, 4, 5, 6, 7, 8, 9].map(
          (n) => `HIGH  Delivery of campaign-0${n} through Telnyx is ${49 + n} % · c0ff0${n}`,
        ),
        'HIGH  Delivery of campaign-10 through Telnyx is 59 % · c0ff10',
        'and 30 more',
      ],
      why: ['12,440 × 40008 undeliverable', '4,800 × 40001 not routable', '1,480 × 40002 blocked as spam'],
      remedy:
        '40008: the carrier gave no reason: if only one carrier is hit, wait for it, and do not resend within 15 min.',
      cost: '$374.40 in failed segments in 15 min',
      impact: 'The audience of campaign-01, campaign-02, campaign-03 and 37 more does not get its messages.',
      links: [],
      footer: 'delivery-by-campaign · group 0c1d2e3f4a5b',
    });
  });

  test('puts the worst first, whatever order they come in', () => {
    const text = describeGroup(campaigns(3).toReversed(), [], context);
    expect(text.members?.map((line) => line.split(' ')[0])).toEqual(['CRITICAL', 'CRITICAL', 'HIGH']);
  });

  test('says what has ended beside what still fires', () => {
    const [first, ...others] = campaigns(3);
    const over = member(
      recovered({ ...first?.alert, state: 'inactive', severity: undefined }),
      others[0]?.rule ?? silence,
    );
    const text = describeGroup(others, [over], context);
    expect(text.title).toMatch(/^2 alerts: /);
    expect(text.facts).toContain('1 of 3 resolved: Delivery of campaign-01 through Telnyx is 50 %');
    expect(text.members?.at(-1)).toMatch(/^RESOLVED {2}Delivery of campaign-01 through Telnyx is 50 % · [0-9a-f]{6}$/);
  });

  test('says of what has all ended from when to when it lasted, and nothing of why', () => {
    const first = member(recovered(), carrierRule);
    const second = member(
      recovered({ labels: { provider: 'telnyx', carrier: 'Verizon' }, resolvedAt: outageStart + 50 * minute }),
      carrierRule,
    );
    const text = describeGroup([], [first, second], context);
    expect(text).toMatchObject({
      title: '2 alerts: Delivery on AT&T, Verizon through Telnyx is 97.5 %',
      facts: ['lasted 50 min, 14:03 EST to 14:53 EST', '2 critical'],
      why: [],
    });
    expect(text).not.toHaveProperty('cost');
  });

  test('of several rules: names what they share, and each with its own threshold', () => {
    const text = describeGroup([member(outage(), carrierRule), silent()], [], context);
    expect(text.title).toBe('2 alerts of 2 rules: Telnyx');
    expect(text).not.toHaveProperty('comparison');
    expect(text.members).toEqual([
      'CRITICAL  Delivery on AT&T through Telnyx is 61 %  (threshold 90 %, usually 97 %) · 7f3a9c',
      'HIGH  No receipts from Telnyx  (silent for 10 min) · 51ab02',
    ]);
    expect(text.footer).toBe('delivery-by-carrier, silence · group 0c1d2e3f4a5b');
  });

  test('of several rules that share no label: names the rules', () => {
    const other = silent({ labels: { provider: 'twilio' } });
    expect(describeGroup([member(outage(), carrierRule), other], [], context).title).toBe(
      '2 alerts of 2 rules: delivery-by-carrier, silence',
    );
  });

  test('never adds up the failures of different rules, which may be the same messages', () => {
    const byCampaign = campaigns(1);
    const text = describeGroup([member(outage(), carrierRule), ...byCampaign], [], context);
    expect(text.facts).toContain('468 of 1,204 messages failed');
    expect(text.cost).toBe('$9.36 in failed segments in 15 min');
  });

  test('keeps the codes of different providers apart', () => {
    const codes = [{ value: '30007', count: 5 }];
    const of = (provider: string) =>
      member(outage({ labels: { provider }, evidence: { ...outage().evidence, codes } }), carrierRule);
    const { why } = describeGroup([of('twilio'), of('telnyx')], [], context);
    expect(why).toEqual(['5 × 30007 filtered', '5 × 30007']);
  });

  test('gives no value where nobody knows one', () => {
    const { value: _, ...evidence } = outage().evidence;
    const unknown = campaigns(2).map(({ alert, rule }) => member({ ...alert, evidence }, rule));
    expect(describeGroup(unknown, [], context).title).toBe(
      '2 alerts: Delivery of campaign-01, campaign-02 through Telnyx is unknown',
    );
  });

  test('of no alert at all there is nothing to say, and it is a mistake to ask', () => {
    expect(() => describeGroup([], [], context)).toThrow('group 0c1d2e3f4a5b has no alerts to tell of');
  });
});
