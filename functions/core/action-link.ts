import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** What a link in a message can do, and how it is called there. */
export const linkActions = {
  acknowledge: 'Acknowledge',
  'silence-1h': 'Silence 1 h',
  'silence-4h': 'Silence 4 h',
} as const;
export type LinkAction = keyof typeof linkActions;

const actionNames = ['acknowledge', 'silence-1h', 'silence-4h'] as const satisfies readonly LinkAction[];

const version = 1;

/** What a link is good for: one action, for one group of alerts of one deployment. */
export type Grant = { action: LinkAction; tenant: string; group: string; stage: string };

const payloadSchema = z.strictObject({
  v: z.literal(version),
  action: z.enum(actionNames),
  tenant: z.string(),
  group: z.string(),
  stage: z.string(),
  /** Epoch milliseconds; from then on it is good for nothing. */
  expires: z.number(),
});

/** `forged`: it was not signed with this key, or for another stage. `expired`: it was, and its time is over. */
export type LinkVerdict =
  | { kind: 'valid'; grant: Grant; expires: number }
  | { kind: 'expired'; grant: Grant; expires: number }
  | { kind: 'forged' };

/** `<payload>.<HMAC-SHA-256 of it>`, both base64url. @param expires epoch milliseconds */
export function signGrant({ action, tenant, group, stage }: Grant, expires: number, key: string): string {
  const payload = JSON.stringify({ v: version, action, tenant, group, stage, expires });
  const text = Buffer.from(payload).toString('base64url');
  return `${text}.${signatureOf(text, key)}`;
}

/** What a token is worth. @param at.now epoch milliseconds */
export function verifyToken(
  token: string,
  { key, stage, now }: { key: string; stage: string; now: number },
): LinkVerdict {
  const [text = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isSame(signature, signatureOf(text, key))) return { kind: 'forged' };
  const payload = payloadSchema.safeParse(jsonOf(text));
  if (!payload.success || payload.data.stage !== stage) return { kind: 'forged' };
  const { v, expires, ...grant } = payload.data;
  return { kind: now < expires ? 'valid' : 'expired', grant, expires };
}

export type LinkGround = {
  /** The base of the links, without a slash at its end: `<base>/act/<token>`. */
  base: string;
  key: string;
  /** Epoch milliseconds until which they are good. */
  expires: number;
};

/** The links that a message about a group carries. */
export function actionsFor(group: Omit<Grant, 'action'>, { base, key, expires }: LinkGround) {
  return actionNames.map((action) => ({
    action,
    label: linkActions[action],
    url: `${base}/act/${signGrant({ ...group, action }, expires, key)}`,
  }));
}

function signatureOf(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** In constant time. Compared as text: the last character of base64 has bits that decoding ignores. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Of what we signed ourselves. */
function jsonOf(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}
