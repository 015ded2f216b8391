import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { PlannedStatus, SimulatedMessage } from './message.ts';

export type SignedWebhook = { url: string; headers: Record<string, string>; body: string };

/** A status callback as Twilio sends it: a signed form; the team's own ids are in the query. */
export function twilioWebhook(
  base: string,
  authToken: string,
  message: SimulatedMessage,
  planned: PlannedStatus,
): SignedWebhook {
  const query = new URLSearchParams({
    campaign: message.campaign,
    user: message.user,
    carrier: message.carrier,
  });
  const url = `${base}/webhooks/twilio?${query}`;
  const sid = `SM${message.id}`;
  const form: Record<string, string> = {
    AccountSid: `AC${'0'.repeat(32)}`,
    ApiVersion: '2010-04-01',
    From: message.from,
    MessageSid: sid,
    MessageStatus: planned.status,
    SmsSid: sid,
    SmsStatus: planned.status,
    To: message.to,
    ...(planned.errorCode !== undefined && { ErrorCode: planned.errorCode }),
  };
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': getExpectedTwilioSignature(authToken, url, form),
    },
    body: new URLSearchParams(form).toString(),
  };
}
