import {
  type EventBridgeClient,
  EventBridgeServiceException,
  type PutEventsCommandInput,
} from '@aws-sdk/client-eventbridge';
import { type SESv2Client, SESv2ServiceException, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { type PublishCommandInput, type SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { mailSender } from '../../functions/aws/mail-sender.ts';
import { snsPublisher } from '../../functions/aws/publish.ts';
import { eventPutter } from '../../functions/aws/put-event.ts';
import { serviceFailure } from '../../functions/aws/service-failure.ts';
import { clientWith } from '../support/fake-client.ts';

const refusal = (message: string) => ({ $fault: 'client' as const, message, $metadata: { httpStatusCode: 400 } });

describe('SNS', () => {
  test('gets a message for a topic with its subject and its attributes', async () => {
    const { client, inputs } = clientWith<SNSClient, PublishCommandInput>({ MessageId: '1' });
    const attributes = { severity: 'critical' };
    const delivery = await snsPublisher(client)({ topicArn: 'arn', subject: 'S', message: 'M', attributes });
    expect(delivery).toEqual({ kind: 'sent' });
    expect(inputs).toEqual([
      {
        TopicArn: 'arn',
        Subject: 'S',
        Message: 'M',
        MessageAttributes: { severity: { DataType: 'String', StringValue: 'critical' } },
      },
    ]);
  });

  test('gets a text message for a phone as one that must arrive', async () => {
    const { client, inputs } = clientWith<SNSClient, PublishCommandInput>({ MessageId: '1' });
    expect(await snsPublisher(client)({ phoneNumber: '+14155550123', message: 'M' })).toEqual({ kind: 'sent' });
    const type = { DataType: 'String', StringValue: 'Transactional' };
    expect(inputs).toEqual([
      { PhoneNumber: '+14155550123', Message: 'M', MessageAttributes: { 'AWS.SNS.SMS.SMSType': type } },
    ]);
  });

  test.each(['+14155550123', '14155550123'])(
    'that repeats the number as %s is not quoted with it',
    async (repeated) => {
      const message = `Invalid parameter: PhoneNumber Reason: ${repeated} is not valid`;
      const error = new SNSServiceException({ name: 'InvalidParameterException', ...refusal(message) });
      const { client } = clientWith<SNSClient, PublishCommandInput>(error);
      expect(await snsPublisher(client)({ phoneNumber: '+14155550123', message: 'M' })).toEqual({
        kind: 'refused',
        why: '400 InvalidParameterException: Invalid parameter: PhoneNumber Reason: *** is not valid',
      });
    },
  );
});

describe('SES', () => {
  const letter = { to: ['ana@example.com'], cc: ['team@example.com'], subject: 'S', text: 'T', html: '<b>T</b>' };
  const mail = { ...letter, from: 'alerts@example.com', thread: '<1@example.com>' };

  test('gets a mail in text and HTML, which answers its thread and wants no automatic answer', async () => {
    const { client, inputs } = clientWith<SESv2Client, SendEmailCommandInput>({ MessageId: '1' });
    expect(await mailSender(client)(mail)).toEqual({ kind: 'sent' });
    expect(inputs).toEqual([
      {
        FromEmailAddress: 'alerts@example.com',
        Destination: { ToAddresses: ['ana@example.com'], CcAddresses: ['team@example.com'] },
        Content: {
          Simple: {
            Subject: { Data: 'S', Charset: 'UTF-8' },
            Body: { Text: { Data: 'T', Charset: 'UTF-8' }, Html: { Data: '<b>T</b>', Charset: 'UTF-8' } },
            Headers: [
              { Name: 'References', Value: '<1@example.com>' },
              { Name: 'In-Reply-To', Value: '<1@example.com>' },
              { Name: 'Auto-Submitted', Value: 'auto-generated' },
            ],
          },
        },
      },
    ]);
  });

  test('that repeats a recipient is not quoted with it, but with the sender that is to be verified', async () => {
    const message = 'Email address is not verified: ANA@example.com, team@example.com, alerts@example.com';
    const error = new SESv2ServiceException({ name: 'MessageRejected', ...refusal(message) });
    const { client } = clientWith<SESv2Client, SendEmailCommandInput>(error);
    expect(await mailSender(client)(mail)).toEqual({
      kind: 'refused',
      why: '400 MessageRejected: Email address is not verified: ***, ***, alerts@example.com',
    });
  });
});

describe("a bus of the team's own", () => {
  const event = { bus: 'arn:aws:events:us-east-1:1:event-bus/theirs', detailType: 'Notice firing', detail: { n: 1 } };
  const put = (answer: unknown) => {
    const { client, inputs } = clientWith<EventBridgeClient, PutEventsCommandInput>(answer);
    return { delivery: eventPutter(client)(event), inputs };
  };

  test('gets the event', async () => {
    const { delivery, inputs } = put({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    expect(await delivery).toEqual({ kind: 'sent' });
    expect(inputs).toEqual([
      {
        Entries: [{ EventBusName: event.bus, Source: 'wirewatch', DetailType: 'Notice firing', Detail: '{"n":1}' }],
      },
    ]);
  });

  test.each([
    ['ThrottlingException', 'retry'],
    ['InternalFailure', 'retry'],
    ['InternalException', 'retry'],
    ['NotAuthorizedForSourceException', 'refused'],
    ['MalformedDetail', 'refused'],
  ])('that answers 200 with %s: %s', async (ErrorCode, kind) => {
    const { delivery } = put({ FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'm' }] });
    expect(await delivery).toEqual({ kind, why: `${ErrorCode}: m` });
  });

  test('that does not say whether it took the event is asked again', async () => {
    expect(await put({}).delivery).toMatchObject({ kind: 'retry' });
  });

  test('that is not there is a refusal', async () => {
    const error = new EventBridgeServiceException({ name: 'ResourceNotFoundException', ...refusal('no such bus') });
    expect(await put(error).delivery).toEqual({ kind: 'refused', why: '400 ResourceNotFoundException: no such bus' });
  });
});

describe('the failure of a service', () => {
  test.each([
    ['Throttled', 429, 'retry'],
    ['ThrottledException', 400, 'retry'],
    ['ThrottlingException', 400, 'retry'],
    ['TooManyRequestsException', 429, 'retry'],
    ['InternalErrorException', 500, 'retry'],
    ['InternalServiceErrorException', 500, 'retry'],
    ['KMSThrottlingException', 400, 'retry'],
    ['ServiceUnavailable', 503, 'retry'],
    ['NotFoundException', 404, 'refused'],
    ['AuthorizationErrorException', 403, 'refused'],
    ['InvalidParameterException', 400, 'refused'],
    ['KMSDisabledException', 400, 'refused'],
    ['OptedOutException', 400, 'refused'],
    ['MailFromDomainNotVerifiedException', 400, 'refused'],
    ['AccountSuspendedException', 400, 'refused'],
  ])('%s with status %d: %s', (name, httpStatusCode, kind) => {
    const error = new SNSServiceException({ name, $fault: 'client', message: 'm', $metadata: { httpStatusCode } });
    expect(serviceFailure(error)).toEqual({ kind, why: `${httpStatusCode} ${name}: m` });
  });

  test('that is no answer at all is tried again', () => {
    expect(serviceFailure(new TypeError('socket'))).toEqual({ kind: 'retry', why: 'TypeError' });
    expect(serviceFailure(Object.assign(new Error('to 10.0.0.1'), { code: 'ECONNRESET' }))).toEqual({
      kind: 'retry',
      why: 'ECONNRESET',
    });
    expect(serviceFailure('nonsense')).toEqual({ kind: 'retry', why: 'unknown failure' });
  });

  test('is told on one short line', () => {
    const error = new SNSServiceException({ name: 'Odd', ...refusal(`a\r\n\u001b[2Jb${'x'.repeat(1000)}`) });
    const delivery = serviceFailure(error);
    expect('why' in delivery && delivery.why).toMatch(/^400 Odd: a \[2Jbx{280,}$/);
    expect('why' in delivery && delivery.why.length).toBeLessThanOrEqual(304);
  });
});
