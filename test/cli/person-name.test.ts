import { expect, test } from 'vitest';
import { personName } from '../../cli/person-name.ts';

test.each([
  ['as it is given', ' anna ', { USER: 'root' }, 'machine', 'anna'],
  ["else the machine's user", undefined, { USER: 'root' }, 'machine', 'machine'],
  ['who has no name there: USER', undefined, { USER: 'ci', LOGNAME: 'log' }, undefined, 'ci'],
  ['or LOGNAME', undefined, { USER: '', LOGNAME: 'log' }, undefined, 'log'],
])('whoever acts is known by a name: %s', (_, given, env, user, expected) => {
  expect(personName(given, env, () => user)).toBe(expected);
});

test('nobody acts without a name', () => {
  expect(() => personName(undefined, {}, () => undefined)).toThrow('write --as <name>');
});
