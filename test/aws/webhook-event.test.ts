import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { webhookOf } from '../../functions/aws/webhook-event.ts';
import { twilio } from '../../functions/providers/twilio/twilio.ts';
import { twilioToken } from '../support/signing.ts';

const bases = { publicUrl: undefined, localUrls: [] };

function eventOf(overrides: object = {}) {
  return {
    rawPath: '/webhooks/twilio/acme',
    rawQueryString: "campaign=summer%20sale&note=O'Brien%2B1",
    headers: {},
    body: 'MessageStatus=sent',
    isBase64Encoded: false,
    requestContext: { domainName: 'abc.execute-api.us-east-1.amazonaws.com', http: { method: 'POST' } },
    ...overrides,
  };
}

describe('an HTTP API event', () => {
  test('T1: keeps path and query byte for byte, and names provider and tenant', () => {
    expect(webhookOf(eventOf(), bases)).toMatchObject({
      provider: 'twilio',
      tenant: 'acme',
      request: {
        urls: [
          "https://abc.execute-api.us-east-1.amazonaws.com/webhooks/twilio/acme?campaign=summer%20sale&note=O'Brien%2B1",
        ],
      },
    });
    expect(webhookOf(eventOf({ rawPath: '/webhooks/telnyx' }), bases)).toMatchObject({
      provider: 'telnyx',
      tenant: 'main',
    });
  });

  test.each([
    ['/webhooks/twilio', 'main'],
    ['/webhooks/twilio/', 'main'],
    ['/webhooks/twilio/status', 'main'],
    ['/webhooks/twilio/voice', 'main'],
    ['/webhooks/twilio/acme/inbound', 'acme'],
    ['/webhooks/evolution/main/messages-update', 'main'],
  ])('at %s is of tenant %s', (rawPath, tenant) => {
    expect(webhookOf(eventOf({ rawPath }), bases).tenant).toBe(tenant);
  });

  test('T1: of a REST API, whose query is decoded, is refused with the reason', () => {
    const { rawPath: path, body } = eventOf();
    const event = { path, body, httpMethod: 'POST', queryStringParameters: { campaign: 'summer sale' } };
    expect(() => webhookOf(event, bases)).toThrow('payload version 2.0');
  });

  test('T2: the base of the signed URL never comes from a header', () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    expect(webhookOf(eventOf({ headers, rawQueryString: '' }), bases).request.urls).toEqual([
      'https://abc.execute-api.us-east-1.amazonaws.com/webhooks/twilio/acme',
    ]);
    const publicUrl = 'https://hooks.example.com';
    expect(webhookOf(eventOf({ headers, rawQueryString: '' }), { ...bases, publicUrl }).request.urls).toEqual([
      'https://hooks.example.com/webhooks/twilio/acme',
    ]);
  });

  test('T3: a base64 body is decoded to the bytes that were sent', () => {
    const sent = Buffer.from([0x61, 0x3d, 0xff, 0xfe, 0x26]);
    const event = eventOf({ body: sent.toString('base64'), isBase64Encoded: true });
    expect(webhookOf(event, bases).request.body.equals(sent)).toBe(true);
    expect(webhookOf(eventOf(), bases).request.body.toString()).toBe('MessageStatus=sent');
  });

  test('T5: headers are found whatever their case', () => {
    const headers = { 'X-Twilio-Signature': 'abc=', 'telnyx-TIMESTAMP': '1' };
    expect(webhookOf(eventOf({ headers }), bases).request.headers).toEqual({
      'x-twilio-signature': 'abc=',
      'telnyx-timestamp': '1',
    });
  });

  test('T3: a whole event with a base64 body and an awkward query is verified and read', async () => {
    const event = JSON.parse(readFileSync('events/http-event-base64-twilio.json', 'utf8'));
    const { request } = webhookOf(event, bases);
    expect(await twilio.verify(request, [twilioToken], 0)).toMatchObject({ kind: 'authentic', url: request.urls[0] });
    expect(twilio.parse(request, request.urls[0] ?? '')).toMatchObject({
      events: [{ status: 'delivered', ownIds: { campaign: 'summer sale', user: 'u-42' } }],
    });
  });
});
