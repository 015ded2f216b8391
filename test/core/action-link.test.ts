import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionsFor, type Grant, linkActions, signGrant, verifyToken } from '../../functions/core/action-link.ts';
import { hour } from '../../functions/core/time.ts';

const noon = Date.UTC(2026, 10, 20, 12);
const key = 'k'.repeat(64);
const grant: Grant = { action: 'acknowledge', tenant: 'main', group: '0123456789ab', stage: 'prod' };
const at = { key, stage: 'prod', now: noon };
const good = signGrant(grant, noon + hour, key);

test('a token is what it is good for and half of an HMAC-SHA-256 of that and the stage', () => {
  const text = 'a.main.0123456789ab.tosxg0';
  expect(good).toBe(`${text}.${signatureOf(text)}`);
  expect(good.length).toBeLessThan(60);
});

describe('a token is', () => {
  test.each([
    { what: 'valid before it expires', token: good, now: noon + hour - 1, kind: 'valid' },
    { what: 'expired from then on', token: good, now: noon + hour, kind: 'expired' },
    {
      what: 'forged if another key signed it',
      token: signGrant(grant, noon + hour, 'other'),
      now: noon,
      kind: 'forged',
    },
    {
      what: 'forged if it is of another stage, expired or not',
      token: signGrant({ ...grant, stage: 'dev' }, noon - hour, key),
      now: noon,
      kind: 'forged',
    },
    { what: 'forged if it is empty', token: '', now: noon, kind: 'forged' },
    { what: 'forged without its signature', token: good.slice(0, good.lastIndexOf('.')), now: noon, kind: 'forged' },
    { what: 'forged with a further part', token: `${good}.${good}`, now: noon, kind: 'forged' },
    {
      what: 'forged if it names no action of ours',
      token: signed('x.main.0123456789ab.tosxg0'),
      now: noon,
      kind: 'forged',
    },
    {
      what: 'forged if it says more than we write',
      token: signed('a.main.0123456789ab.tosxg0.admin'),
      now: noon,
      kind: 'forged',
    },
    { what: 'forged if it names no time', token: signed('a.main.0123456789ab.'), now: noon, kind: 'forged' },
  ])('$what', ({ token, now, kind }) => {
    expect(verifyToken(token, { ...at, now }).kind).toBe(kind);
  });
});

function signed(text: string): string {
  return `${text}.${signatureOf(text)}`;
}

function signatureOf(text: string): string {
  return createHmac('sha256', key).update(`link/1\nprod\n${text}`).digest().subarray(0, 16).toString('base64url');
}

test('an expired token still says what it was for', () => {
  expect(verifyToken(good, { ...at, now: noon + 2 * hour })).toEqual({ kind: 'expired', grant, expires: noon + hour });
});

test('any changed, missing or added character is refused', () => {
  const alphabet = 'ABCXYZabcxyz0189-_=.~ ';
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom(...alphabet), (index, letter) => {
      fc.pre(good[index] !== letter);
      const [before, after] = [good.slice(0, index), good.slice(index + 1)];
      for (const token of [before + letter + after, before + after, before + letter + good.slice(index)]) {
        if (token !== good) expect(verifyToken(token, at)).toEqual({ kind: 'forged' });
      }
    }),
  );
});

const grants = fc.record({
  action: fc.constantFrom(...(Object.keys(linkActions) as Grant['action'][])),
  tenant: fc.constantFrom('main', 'other'),
  group: fc.constantFrom('0123456789ab', 'ba9876543210'),
  stage: fc.constantFrom('prod', 'dev'),
});

test('no token of one action, group, stage, tenant or time passes for another', () => {
  fc.assert(
    fc.property(grants, fc.nat(3), grants, fc.nat(3), (one, oneHour, other, otherHour) => {
      const [first, second] = [
        signGrant(one, noon + oneHour * hour, key),
        signGrant(other, noon + otherHour * hour, key),
      ];
      const isOther = oneHour !== otherHour || JSON.stringify(one) !== JSON.stringify(other);
      expect(first !== second).toBe(isOther);
      expect(verifyToken(first, { key, stage: one.stage, now: noon - 1 })).toEqual({
        kind: 'valid',
        grant: one,
        expires: noon + oneHour * hour,
      });
      const text = first.slice(0, first.lastIndexOf('.'));
      const signature = second.slice(second.lastIndexOf('.'));
      const swapped = verifyToken(text + signature, { key, stage: one.stage, now: noon - 1 });
      expect(swapped.kind).toBe(isOther ? 'forged' : 'valid');
    }),
  );
});

test('a message carries a link for each action, under the base it was given', () => {
  const { action, ...group } = grant;
  const links = actionsFor(group, { base: 'https://alerts.example.com', key, expires: noon + hour });
  expect(links.map(({ label }) => label)).toEqual(['Acknowledge', 'Silence 1 h', 'Silence 4 h']);
  for (const link of links) {
    expect(link.url.startsWith('https://alerts.example.com/act/')).toBe(true);
    const token = link.url.split('/').at(-1) ?? '';
    expect(verifyToken(token, at)).toMatchObject({ kind: 'valid', grant: { ...group, action: link.action } });
  }
});
