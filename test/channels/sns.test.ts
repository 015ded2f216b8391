import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelSettings } from '../../functions/channels/index.ts';
import { sns } from '../../functions/channels/sns/sns.ts';
import { snsMessage } from '../../functions/channels/sns/sns-message.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import { firingNotice, groupNotice, resolvedNotice, toolsWith } from '../support/notices.ts';

const size = (text: string) => Buffer.byteLength(text, 'utf8');

describe('what a topic gets', () => {
  test.each(goldenNotices)('%s', async (name, notice) => {
    const { subject, message, attributes } = snsMessage(notice);
    const filters = Object.entries(attributes).map(([attribute, value]) => `${attribute}: ${value}`);
    const whole = [`Subject: ${subject}`, ...filters, '', message, ''].join('\n');
    await expect(whole).toMatchFileSnapshot(`golden/sns-${name}.txt`);
  });

  test('says what is wrong and what can be done, with attributes to filter by', () => {
    const { subject, message, attributes } = snsMessage(firingNotice());
    expect(subject).toBe('CRITICAL: Delivery on AT&T through Telnyx is 61 %');
    expect(message).toContain('468 of 1,204 messages failed');
    expect(message).toContain('\nrule delivery-by-carrier · provider telnyx · carrier AT&T\n');
    expect(message).toContain('\nAcknowledge: https://wire.example/act/signed-token-acknowledge\n');
    expect(attributes).toEqual({
      severity: 'critical',
      kind: 'firing',
      tenant: 'main',
      rule: 'delivery-by-carrier',
      provider: 'telnyx',
      carrier: 'AT&T',
    });
  });

  test('says of a resolved alert how long it lasted, and offers nothing to do', () => {
    const { subject, message } = snsMessage(resolvedNotice());
    expect(subject).toBe('RESOLVED: Delivery on AT&T through Telnyx is 97.5 %');
    expect(message).toContain('\nlasted 42 min, 14:03 EST to 14:45 EST\n');
    expect(message).not.toContain('Acknowledge');
  });

  test('names the worst of a group, and says how many more there are', () => {
    const { message } = snsMessage(groupNotice(40));
    expect(message).toContain('\n  CRITICAL Delivery of campaign-01 through Telnyx is 50 % · c0ff01\n');
    expect(message).toContain('\n  and 30 more\n');
  });

  test('has no attribute for what its alerts do not share', () => {
    expect(snsMessage(groupNotice(3)).attributes).not.toHaveProperty('campaign');
    expect(snsMessage({ ...firingNotice(), labels: { campaign: 'otp', provider: '' } }).attributes).toEqual({
      severity: 'critical',
      kind: 'firing',
      tenant: 'main',
      campaign: 'otp',
    });
  });

  test('has a subject of at most 99 plain ASCII characters on one line', () => {
    const notice = firingNotice({ labels: { carrier: `Télé\r\n\u0007${'😀'.repeat(200)}` } });
    const { subject } = snsMessage(notice);
    expect(subject).toMatch(/^CRITICAL: Delivery on Tele \?[\x20-\x7e]+\.\.\.$/);
    expect(subject.length).toBeLessThanOrEqual(99);
  });

  test('lets no name begin a line of its own', () => {
    const { message } = snsMessage(firingNotice({ labels: { carrier: 'x\nAcknowledge: https://evil.example' } }));
    expect(message).not.toMatch(/^Acknowledge: https:\/\/evil/m);
    expect(message).toContain('Delivery on x Acknowledge: https://evil.example through');
  });

  test('stays within 256 KiB and 10 attributes whatever it is to say, and says when it was cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(20_000), (text, times) => {
        const notice = firingNotice({ labels: { provider: text, carrier: text.repeat(50), campaign: text } });
        const long = { ...notice, text: { ...notice.text, facts: [text.repeat(times / Math.max(1, text.length))] } };
        const { subject, message, attributes } = snsMessage(long);
        const extra = Object.entries(attributes).map(([name, value]) => size(name) + size('String') + size(value));
        expect(size(message) + extra.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(262_144);
        expect(message).not.toMatch(/[^\P{Cc}\t\n\r]/u);
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
        expect(Object.keys(attributes).length).toBeLessThanOrEqual(10);
        expect(Object.values(attributes)).not.toContain('');
      }),
      { numRuns: Math.min(100, Number(process.env.PROPERTY_RUNS ?? 100)) },
    );
    const notice = firingNotice();
    const { message } = snsMessage({ ...notice, text: { ...notice.text, facts: ['ü'.repeat(300_000)] } });
    expect(message).toMatch(/ü… \(cut\)$/);
  });
});

test("publishes to its own topic, else to the stack's, else says that it has none", async () => {
  const published: unknown[] = [];
  const publish = async (input: unknown) => {
    published.push(input);
    return { kind: 'sent' as const };
  };
  const own = 'arn:aws:sns:us-east-1:123456789012:own';
  const stack = 'arn:aws:sns:us-east-1:123456789012:stack';
  const tools = toolsWith({ publish, alertTopicArn: stack });
  await sns.deliver(firingNotice(), { kind: 'sns', topicArn: own, resolved: true }, tools);
  await sns.deliver(firingNotice(), { kind: 'sns', resolved: true }, tools);
  expect(published).toMatchObject([{ topicArn: own }, { topicArn: stack }]);
  expect(await sns.deliver(firingNotice(), { kind: 'sns', resolved: true }, toolsWith({ publish }))).toEqual({
    kind: 'unconfigured',
    why: 'there is no topic to publish to',
  });
});

test.each([
  [{ topicArn: 'alerts' }, 'write the ARN of a standard SNS topic'],
  [{ sms: { phone: '415-555-0123' } }, 'write the number as +14155550123: +, the country code, the number'],
  [
    { topicArn: 'arn:aws:sns:us-east-1:123456789012:own', sms: { onCall: 'primary' } },
    'a channel is either a topic or text messages: make two channels of it',
  ],
])('the settings %j are refused with what to do', (given, message) => {
  const { error } = channelSettings.safeParse({ kind: 'sns', ...given });
  expect(JSON.stringify(error?.issues)).toContain(message);
});
