import { createHmac, timingSafeEqual } from 'node:crypto';
import { minute, second } from './time.ts';

/** The secret that holds the app's signing secret. */
export const slackSigning = 'slack-signing';

/** An older or newer request may be a recorded one. */
const window = 5 * minute;

export type SlackRequest = {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Exactly as sent. */
  body: string;
};

/**
 * Whether Slack sent a request: HMAC-SHA-256 of `v0:<time>:<body>` with the app's signing secret, in hex
 * (https://api.slack.com/authentication/verifying-requests-from-slack).
 *
 * @param secrets the app's signing secret, and its next one while it is rotated
 * @param wall wall-clock time in epoch milliseconds
 */
export function isFromSlack({ headers, body }: SlackRequest, secrets: readonly string[], wall: number): boolean {
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const signature = Buffer.from(headers['x-slack-signature'] ?? '');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(wall - Number(timestamp) * second) > window) return false;
  return secrets.some((secret) => {
    const right = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`);
    return right.length === signature.length && timingSafeEqual(right, signature);
  });
}
