import { expect, test } from 'vitest';
import { mistakeIn } from '../../cli/secret-set.ts';

const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const advice =
  'write a line whsec_ and at least 24 random bytes in base64 for each key, and the https URL in a line of its own if it is secret';

test.each<[string, string[], string | undefined]>([
  ['a key', [key], undefined],
  ['two keys and an address', [key, key, 'https://hooks.example/in/a-token'], undefined],
  ['a password', ['hunter2'], advice],
  ['a key that is too short', ['whsec_c2hvcnQ='], advice],
  ['an address without TLS', [key, 'http://hooks.example/in'], advice],
  ['nothing', [], 'the value is empty'],
])('the secret of a webhook that is %s', (_, lines, mistake) => {
  expect(mistakeIn(lines, 'tickets', 'webhook')).toBe(mistake);
});
