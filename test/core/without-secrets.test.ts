import { expect, test } from 'vitest';
import { withoutSecrets } from '../../functions/core/without-secrets.ts';

const hook = 'https://hooks.example/services/T0123/B0123/s3cr3t-of-the-hook?sig=s1gn4ture';

test.each([
  ['a key', 'the key abc.def is wrong', ['abc.def'], 'the key *** is wrong'],
  ['a key that is a pattern', 'abcdef (x)', ['abc.def', '(x)'], 'abcdef ***'],
  ['in another case', 'ANA@example.com', ['ana@example.com'], '***'],
  ['an address', `no ${hook}!`, [hook], 'no ***!'],
  ['its path', 'POST /services/T0123/B0123/s3cr3t-of-the-hook', [hook], 'POST ***'],
  ['a part of its path', 'unknown token s3cr3t-of-the-hook', [hook], 'unknown token ***'],
  ['a part of its query', 'bad signature s1gn4ture', [hook], 'bad signature ***'],
  ['an address in JSON', JSON.stringify({ url: hook }).replaceAll('/', '\\/'), [hook], '{"url":"***"}'],
  ['an address in an address', `?to=${encodeURIComponent(hook)}`, [hook], '?to=***'],
  ['half an emoji', 'key \ud83d', ['\ud83d'], 'key ***'],
  ['nothing', 'all of it', [''], 'all of it'],
  ['short parts of an address', 'T0123 is no team', [hook], 'T0123 is no team'],
])('hides %s', (_, text, secrets, expected) => {
  expect(withoutSecrets(text, secrets)).toBe(expected);
});
