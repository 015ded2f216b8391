import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isFromSlack } from '../../functions/core/slack-signature.ts';
import { minute, second } from '../../functions/core/time.ts';

/** The example of Slack's page on verifying requests. */
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const body =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const headers = {
  'x-slack-request-timestamp': '1531420618',
  'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const sentAt = 1_531_420_618 * second;

describe("Slack's own example", () => {
  test.each([
    { what: 'is genuine', right: true },
    { what: 'is genuine while the secret is rotated', secrets: ['next', secret], right: true },
    { what: 'is genuine 5 minutes later, and earlier', at: sentAt + 5 * minute, right: true },
    { what: 'is a recording after that', at: sentAt + 5 * minute + 1, right: false },
    { what: 'is not from the future', at: sentAt - 5 * minute - 1, right: false },
    { what: 'is not signed with another secret', secrets: ['another'], right: false },
    { what: 'is not for an app whose secret nobody set', secrets: [], right: false },
    { what: 'has no other body', body: `${body}&x=1`, right: false },
    { what: 'has no other time', headers: { 'x-slack-request-timestamp': '1531420619' }, right: false },
    { what: 'has no time that is none', headers: { 'x-slack-request-timestamp': '1531420618 ' }, right: false },
    { what: 'has no other signature', headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` }, right: false },
    { what: 'has no empty signature', headers: { 'x-slack-signature': '' }, right: false },
  ])('$what', ({ right, at = sentAt, secrets = [secret], body: sent = body, headers: changed = {} }) => {
    expect(isFromSlack({ headers: { ...headers, ...changed }, body: sent }, secrets, at)).toBe(right);
  });
});

test('a body in other scripts is signed by its bytes', () => {
  const text = 'payload=Zoë 🚨';
  const signature = createHmac('sha256', secret)
    .update(Buffer.from(`v0:1531420618:${text}`))
    .digest('hex');
  const signed = { 'x-slack-request-timestamp': '1531420618', 'x-slack-signature': `v0=${signature}` };
  expect(isFromSlack({ headers: signed, body: text }, [secret], sentAt)).toBe(true);
});
