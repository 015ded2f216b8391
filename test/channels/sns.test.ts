import { SNSServiceException } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { publishFailure } from '../../functions/aws/publish.ts';
import { sns } from '../../functions/channels/sns/sns.ts';
import { snsMessage } from '../../functions/channels/sns/sns-message.ts';
import { firingNotice, resolvedNotice, toolsWith } from '../support/notices.ts';

const size = (text: string) => Buffer.byteLength(text, 'utf8');

describe('SNS', () => {
  test('carries the alert as plain text, with attributes to filter by', () => {
    expect(snsMessage(firingNotice())).toEqual({
      subject: 'CRITICAL: Delivery on AT&T through Telnyx is 61 %',
      message: `CRITICAL  Delivery on AT&T through Telnyx is 61 %
threshold 90 %, usually 97 %
since 14:03 EST, 12 min · 468 of 1,204 messages failed · campaigns spring-promo 402, otp 66
Customers on AT&T do not get their messages.

why   311 × 40008 undeliverable
      120 × 40001 not routable
      37 × 40002 blocked as spam
      40008: the carrier gave no reason: if only one carrier is hit, wait for it, and do not resend within 15 min.
cost  $9.36 in failed segments in 15 min

Dashboard: https://dash.example/d
Runbook: https://runbook.example/doc#delivery-by-carrier

delivery-by-carrier · 7f3a9c`,
      attributes: {
        severity: 'critical',
        rule: 'delivery-by-carrier',
        kind: 'firing',
        tenant: 'main',
        provider: 'telnyx',
      },
    });
  });

  test('says of a resolved alert how long it lasted', () => {
    const { subject, message } = snsMessage(resolvedNotice());
    expect(subject).toBe('RESOLVED: Delivery on AT&T through Telnyx is 97.5 %');
    expect(message).toContain('\nlasted 42 min, 14:03 EST to 14:45 EST\n');
  });

  test('leaves out an attribute that would be empty', () => {
    const { attributes } = snsMessage(firingNotice({ labels: { campaign: 'otp' } }));
    expect(attributes).not.toHaveProperty('provider');
  });

  test('has a subject of at most 99 plain ASCII characters on one line', () => {
    const notice = firingNotice({ labels: { carrier: `Télé\r\n\u0007${'😀'.repeat(200)}` } });
    const { subject } = snsMessage(notice);
    expect(subject).toMatch(/^CRITICAL: Delivery on Tele \?[\x20-\x7e]+\.\.\.$/);
    expect(subject.length).toBeLessThanOrEqual(99);
  });

  test('stays within 256 KiB, attributes included, and says when it was cut', () => {
    const notice = firingNotice();
    const { message, attributes } = snsMessage({ ...notice, text: { ...notice.text, facts: ['ü'.repeat(300_000)] } });
    const extra = Object.entries(attributes).map(([name, value]) => size(name) + size('String') + size(value));
    expect(size(message) + extra.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(262_144);
    expect(message).toMatch(/ü… \(cut\)$/);
  });

  test("publishes to its own topic, else to the stack's, else says that it has none", async () => {
    const topics: string[] = [];
    const publish = async ({ topicArn }: { topicArn: string }) => {
      topics.push(topicArn);
      return { kind: 'sent' as const };
    };
    const own = 'arn:aws:sns:us-east-1:123456789012:own';
    const tools = toolsWith({ publish, alertTopicArn: 'arn:aws:sns:us-east-1:123456789012:stack' });
    await sns.deliver(firingNotice(), { kind: 'sns', topicArn: own }, tools);
    await sns.deliver(firingNotice(), { kind: 'sns' }, tools);
    expect(topics).toEqual([own, tools.alertTopicArn]);
    expect(await sns.deliver(firingNotice(), { kind: 'sns' }, toolsWith({ publish }))).toMatchObject({
      kind: 'unconfigured',
    });
  });

  test.each([
    ['Throttled', 429, 'retry'],
    ['ThrottledException', 400, 'retry'],
    ['InternalErrorException', 500, 'retry'],
    ['KMSThrottlingException', 400, 'retry'],
    ['NotFoundException', 404, 'refused'],
    ['AuthorizationErrorException', 403, 'refused'],
    ['InvalidParameterException', 400, 'refused'],
    ['KMSDisabledException', 400, 'refused'],
  ])('%s with status %d is %s', (name, httpStatusCode, kind) => {
    const error = new SNSServiceException({ name, $fault: 'client', message: 'm', $metadata: { httpStatusCode } });
    expect(publishFailure(error)).toEqual({ kind, why: `${name}: m` });
  });

  test('is tried again when there is no answer at all', () => {
    expect(publishFailure(new TypeError('socket'))).toEqual({ kind: 'retry', why: 'TypeError' });
  });
});
