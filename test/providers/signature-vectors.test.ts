import { describe, expect, test } from 'vitest';
import { twilio } from '../../functions/providers/twilio/twilio.ts';

type Vector = {
  name: string;
  token: string;
  url: string;
  body: string;
  type?: string;
  signature: string;
};

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const callFrom = (number: string) =>
  form({ CallSid: 'CA1234567890ABCDE', Caller: number, Digits: '1234', From: number, To: '+18005551212' });
const message = {
  AccountSid: 'AC00000000000000000000000000000001',
  ApiVersion: '2010-04-01',
  From: '+15005550006',
  MessageSid: 'SM00000000000000000000000000000001',
  SmsSid: 'SM00000000000000000000000000000001',
  To: '+15005550010',
};
const status = (word: string) => form({ ...message, MessageStatus: word, SmsStatus: word });

const example = { token: '12345', url: 'https://mycompany.com/myapp.php?foo=1&bar=2' };
const token = '0123456789abcdef0123456789abcdef';
const ours = { token, url: 'https://hooks.example.com/webhooks/twilio/status?tenant=acme' };
const hash = '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862';

/** SEMANTICS 4.15. */
const vectors: Vector[] = [
  {
    name: 'the documented call',
    ...example,
    body: callFrom('+14158675309'),
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  },
  {
    name: 'the same from another number',
    ...example,
    body: callFrom('+12349013030'),
    signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
  },
  { name: 'a message that was sent', ...ours, body: status('sent'), signature: 'gDWm6AQZhd1V7zCSSF9lyq0NxC4=' },
  { name: 'a message that arrived', ...ours, body: status('delivered'), signature: 'IE1pfKjnH8a775P+iadH+rKD7gc=' },
  {
    name: 'JSON, whose hash the URL carries',
    token,
    url: `https://hooks.example.com/webhooks/twilio/events?bodySHA256=${hash}`,
    body: '{"a":1}',
    type: 'application/json',
    signature: 'MCmgtWhMv1c3tptXxOvJbWX2pA8=',
  },
];

describe("Twilio's signatures", () => {
  const verify = ({ token: secret, url, body, type = 'application/x-www-form-urlencoded', signature }: Vector) =>
    twilio.verify(
      {
        method: 'POST',
        urls: [url],
        headers: { 'x-twilio-signature': signature, 'content-type': type },
        body: Buffer.from(body),
      },
      [secret],
      0,
    );

  test.each(vectors)('4.15: $name', async (vector) => {
    expect(await verify(vector)).toEqual({ kind: 'authentic', url: vector.url });
  });

  test.each(vectors)('4.15: $name, with another token or another body, is refused', async (vector) => {
    expect(await verify({ ...vector, token: '54321' })).toMatchObject({ kind: 'refused', why: 'bad-signature' });
    expect(await verify({ ...vector, body: `${vector.body} ` })).toMatchObject({ kind: 'refused' });
  });
});
