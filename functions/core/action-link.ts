import { createHmac, timingSafeEqual } from 'node:crypto';
import { second } from './time.ts';

/** What a link in a message can do, and how it is called there. */
export const linkActions = {
  acknowledge: 'Acknowledge',
  'silence-1h': 'Silence 1 h',
  'silence-4h': 'Silence 4 h',
} as const;
export type LinkAction = keyof typeof linkActions;

/** How each is called in a token. */
const codes = { acknowledge: 'a', 'silence-1h': 's1', 'silence-4h': 's4' } as const satisfies Record<
  LinkAction,
  string
>;
const actionNames = ['acknowledge', 'silence-1h', 'silence-4h'] as const satisfies readonly LinkAction[];

/** What a link is good for: one action, for one group of alerts of one deployment. */
export type Grant = { action: LinkAction; tenant: string; group: string; stage: string };

/** `forged`: it was not signed with this key, or for another stage. `expired`: it was, and its time is over. */
export type LinkVerdict =
  | { kind: 'valid'; grant: Grant; expires: number }
  | { kind: 'expired'; grant: Grant; expires: number }
  | { kind: 'forged' };

/**
 * `<action>.<tenant>.<group>.<expiry>.<signature>`: short, for text messages hold little. The expiry is in Unix seconds to
 * base 36, the signature half of an HMAC-SHA-256 in base64url (RFC 2104, section 5), over the stage as well.
 *
 * @param expires epoch milliseconds; from that second on it is good for nothing
 */
export function signGrant({ action, tenant, group, stage }: Grant, expires: number, key: string): string {
  const text = [codes[action], tenant, group, Math.floor(expires / second).toString(36)].join('.');
  return `${text}.${signatureOf(text, stage, key)}`;
}

/** What a token is worth. @param at.now epoch milliseconds */
export function verifyToken(
  token: string,
  { key, stage, now }: { key: string; stage: string; now: number },
): LinkVerdict {
  const text = token.slice(0, token.lastIndexOf('.'));
  if (!isSame(token.slice(text.length + 1), signatureOf(text, stage, key))) return { kind: 'forged' };
  const [code, tenant = '', group = '', expiry = '', ...rest] = text.split('.');
  const action = actionNames.find((name) => codes[name] === code);
  const expires = Number.parseInt(expiry, 36) * second;
  if (action === undefined || rest.length > 0 || Number.isNaN(expires)) return { kind: 'forged' };
  return { kind: now < expires ? 'valid' : 'expired', grant: { action, tenant, group, stage }, expires };
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

function signatureOf(text: string, stage: string, key: string): string {
  const whole = createHmac('sha256', key).update(`link/1\n${stage}\n${text}`).digest();
  return whole.subarray(0, whole.length / 2).toString('base64url');
}

/** In constant time. Compared as text: the last character of base64 has bits that decoding ignores. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
