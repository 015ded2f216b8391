import { expect, test } from 'vitest';
import { ConfigError, type ConfigIssue, checkConfig } from '../../functions/config/define-config.ts';

const rule = {
  id: 'arrival',
  kind: 'ratio',
  of: 'delivered',
  over: 'settled',
  by: ['provider'],
  summary: 'Delivery through {provider} is {value}',
  when: { critical: { below: '90%', for: '5m' } },
};

function issuesOf(input: object): readonly ConfigIssue[] {
  try {
    checkConfig({ routes: [], ...input }, 'config.json');
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  return [];
}

test.each([
  [
    'a share in words',
    { when: { critical: { below: 'ninety' } } },
    '.when.critical.below',
    'write a share such as 90% or 0.9',
  ],
  [
    'a share over one',
    { when: { critical: { below: 90 } } },
    '.when.critical.below',
    'write a share such as 90% or 0.9',
  ],
  ['a level without a bound', { when: { high: { for: '5m' } } }, '.when.high', "write { below: '90%', for: '5m' } or"],
  ['a misspelt key of a level', { when: { high: { below: 0.9, fro: '5m' } } }, '.when.high.fro', 'did you mean "for"?'],
  ['a misspelt key', { windw: '5m' }, '.windw', 'did you mean "window"?'],
  ['swapped letters', { widnow: '5m' }, '.widnow', 'did you mean "window"?'],
  ['a key like no other', { colour: 'red' }, '.colour', /^Unrecognized key: "colour"$/],
  [
    'a misspelt kind',
    { kind: 'raito' },
    '.kind',
    /"raito" is unknown; did you mean "ratio"\? There are: ratio, overdue/,
  ],
  ['no kind', { kind: undefined }, '.kind', /^say which it is: ratio, overdue/],
  ['no summary', { summary: undefined }, '.summary', 'is missing: write a string'],
  ['true for a duration', { window: true }, '.window', 'write a duration such as 30s, 15m, 2h or 3d'],
  ['a key of another kind', { rise: '5%', kind: 'overdue' }, '.rise', 'Unrecognized key: "rise"'],
])('%s is said at its own path, with the id of its rule', (_, change, path, message) => {
  const found = issuesOf({
    rules: [
      { ...rule, id: 'first' },
      { ...rule, ...change },
    ],
  });
  expect(found).toContainEqual({
    path: `rules[1]${path}`,
    message: typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    rule: 'arrival',
  });
});

test('a misspelt key outside of rules is known too', () => {
  expect(issuesOf({ rules: [], routes: [{ to: [], math: {} }] }).map(({ message }) => message)).toContain(
    'Unrecognized key: "math"; did you mean "match"?',
  );
});

test('what rules say of each other is checked along with what is wrong inside of them', () => {
  const found = issuesOf({ rules: [rule, { ...rule, window: '5 min' }, rule], routes: [{ to: ['nowhere'] }] });
  expect(found.map(({ path }) => path)).toEqual(['rules[1].window', 'routes[0].to', 'rules[1].id', 'rules[2].id']);
});
