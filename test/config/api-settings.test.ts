import { describe, expect, test } from 'vitest';
import { ConfigError, checkConfig } from '../../functions/config/define-config.ts';

const jwt = { issuer: 'https://login.example.com/', audience: ['wirewatch'] };
const read = (api: unknown) => checkConfig({ rules: [], api }, 'this test').api;

function mistakeIn(api: unknown): string {
  try {
    read(api);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'none';
}

describe('who may ask the API', () => {
  test('is who has a token, if nothing is said, and no other page', () => {
    expect(read(undefined)).toEqual({ access: 'tokens', cors: [], callsPerMinute: 600 });
  });

  test('can be told by a JSON Web Token, of which most is usual', () => {
    expect(read({ access: { jwt } }).access).toEqual({ jwt: { ...jwt, scopesClaim: 'scope', nameClaim: 'sub' } });
  });

  test.each<[string, object, RegExp]>([
    [
      'every origin',
      { cors: ['*'] },
      /"\*" would let every page on the internet ask .*: name the origins\n.*api.cors\[0\]/,
    ],
    ['an origin with a path', { cors: ['https://a.example/x'] }, /write an origin alone, such as https:/],
    ['an origin with a slash', { cors: ['https://a.example/'] }, /write an origin alone/],
    ['a word as an origin', { cors: ['a.example'] }, /write an origin alone/],
    ['an issuer in plain text', { access: { jwt: { ...jwt, issuer: 'http://a.example' } } }, /https:\/\/…/],
    ['no audience', { access: { jwt: { ...jwt, audience: [] } } }, /name at least one audience/],
    [
      'a way that there is not',
      { access: 'open' },
      /write "tokens", "iam" or \{ jwt: \{ issuer, audience \} \}\n.*api\.access$/,
    ],
    ['no calls', { callsPerMinute: 0 }, /at least 1/],
    ['half a call', { callsPerMinute: 0.5 }, /api\.callsPerMinute/],
  ])('cannot be %s', (_, api, says) => {
    expect(mistakeIn(api)).toMatch(says);
  });
});
