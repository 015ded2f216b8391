import { expect, describe as suite, test } from 'vitest';
import { type DescribeContext, describe } from '../../functions/core/describe.ts';
import { dollarText } from '../../functions/core/money.ts';
import { countText, durationText, percentText } from '../../functions/core/number-text.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { carrierRule, outage, outageStart, recovered } from '../support/alerts.ts';

const context: DescribeContext = {
  kind: 'firing',
  timeZone: 'America/New_York',
  now: outageStart + 12 * minute,
  dashboardUrl: 'https://dash.example/d',
  runbookUrl: 'https://runbook.example/doc',
};

suite('a firing alert in words', () => {
  test('says what, against what, since when, who, why, what to do and what it costs', () => {
    expect(describe(outage(), carrierRule, context)).toEqual({
      title: 'Delivery on AT&T through Telnyx is 61 %',
      comparison: 'threshold 90 %, usually 97 %',
      facts: ['since 14:03 EST, 12 min', '468 of 1,204 messages failed', 'campaigns spring-promo 402, otp 66'],
      why: ['311 × 40008 undeliverable', '120 × 40001 not routable', '37 × 40002 blocked as spam'],
      remedy:
        '40008: the carrier gave no reason: if only one carrier is hit, wait for it, and do not resend within 15 min.',
      cost: '$9.36 in failed segments in 15 min',
      impact: 'Customers on AT&T do not get their messages.',
      links: [
        { label: 'Dashboard', url: 'https://dash.example/d' },
        { label: 'Runbook', url: 'https://runbook.example/doc#delivery-by-carrier' },
      ],
      footer: 'delivery-by-carrier · 7f3a9c',
    });
  });

  test('leaves out every line it has no data for', () => {
    const { since: _, ...bare } = outage({
      labels: {},
      evidence: { sample: 0, failures: 0, window: { from: 0, to: minute }, codes: [], hit: [] },
    });
    const rule = { summary: 'Receipts are late' };
    expect(describe(bare, rule, { kind: 'firing', timeZone: 'UTC', now: 0 })).toEqual({
      title: 'Receipts are late',
      facts: [],
      why: [],
      links: [],
      footer: 'delivery-by-carrier · 7f3a9c',
    });
  });

  test('shows a code that nobody knows without a meaning and without advice', () => {
    const { evidence } = outage();
    const text = describe(
      outage({ evidence: { ...evidence, codes: [{ value: '99999', count: 1 }] } }),
      carrierRule,
      context,
    );
    expect(text.why).toEqual(['1 × 99999']);
    expect(text.remedy).toBeUndefined();
  });

  test("explains a code by the alert's provider, and by any provider where the alert has none", () => {
    const codes = [{ value: '30007', count: 2 }];
    const alert = outage({ evidence: { ...outage().evidence, codes } });
    expect(describe(alert, carrierRule, context).why).toEqual(['2 × 30007']);
    expect(describe({ ...alert, labels: { campaign: 'otp' } }, carrierRule, context).why).toEqual([
      '2 × 30007 filtered',
    ]);
  });

  test('takes a label as text, whatever it is called or holds', () => {
    const labels = { provider: 'constructor', carrier: '{value} $& <b>' };
    const { title } = describe(outage({ labels }), carrierRule, context);
    expect(title).toBe('Delivery on {value} $& <b> through constructor is 61 %');
  });

  test('links to a runbook page of its own', () => {
    const rule = { ...carrierRule, runbook: 'https://wiki.example/sms' };
    expect(describe(outage(), rule, context).links[1]).toEqual({ label: 'Runbook', url: 'https://wiki.example/sms' });
  });
});

suite('a resolved alert in words', () => {
  test('says how long it lasted and where it stands, and nothing about causes that are gone', () => {
    expect(describe(recovered(), carrierRule, { ...context, kind: 'resolved' })).toEqual({
      title: 'Delivery on AT&T through Telnyx is 97.5 %',
      comparison: 'threshold 90 %, usually 97 %',
      facts: ['lasted 42 min, 14:03 EST to 14:45 EST'],
      why: [],
      links: describe(outage(), carrierRule, context).links,
      footer: 'delivery-by-carrier · 7f3a9c',
    });
  });

  test('says that it was closed for want of traffic, not because it recovered', () => {
    const knownAt = outageStart + 20 * minute;
    const alert = recovered({ resolvedBecause: 'no-traffic', knownAt, resolvedAt: knownAt + 2 * hour });
    expect(describe(alert, carrierRule, { ...context, kind: 'resolved' }).facts).toEqual([
      'lasted 2 h 20 min, 14:03 EST to 16:23 EST',
      'closed because there is no traffic to judge since 14:23 EST',
    ]);
  });
});

suite('numbers in words', () => {
  test.each([
    [0.6113, '61 %'],
    [0.975, '97.5 %'],
    [0.97, '97 %'],
    [0.9, '90 %'],
    [0.89999, '89 %'],
    [0.9999, '99.9 %'],
    [1, '100 %'],
    [0.29, '29 %'],
    [0.052, '5.2 %'],
    [0, '0 %'],
  ])('the share %d reads %s', (share, text) => {
    expect(percentText(share)).toBe(text);
  });

  test.each([
    [0, '$0.00'],
    [9_999, 'under $0.01'],
    [9_360_000, '$9.36'],
    [1_234_560_000, '$1,234.56'],
  ])('%d micro-dollars read %s', (micros, text) => {
    expect(dollarText(micros)).toBe(text);
  });

  test.each([
    [30 * second, 'under 1 min'],
    [12 * minute, '12 min'],
    [65 * minute, '1 h 5 min'],
    [2 * hour, '2 h'],
    [51 * hour, '2 d 3 h'],
  ])('%d milliseconds read %s', (millis, text) => {
    expect(durationText(millis)).toBe(text);
  });

  test('thousands are set apart', () => {
    expect(countText(1204567)).toBe('1,204,567');
  });
});
