import { expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../functions/config/schema.ts';
import { ruleWords } from '../../functions/notify/rule-words.ts';

type RuleInput = ConfigInput['rules'][number];

const ratio = { id: 'r', kind: 'ratio', of: 'delivered', over: 'settled', summary: 'S' } as const;
const evidence = { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };

function wordsOf(rule: RuleInput) {
  const { threshold, counted } = ruleWords(configSchema.parse({ rules: [rule] }).rules[0], 'r', 'high', evidence);
  return [threshold, counted];
}

test.each<[string, RuleInput, (string | undefined)[]]>([
  [
    'a delivery rate',
    { ...ratio, when: { high: { below: '97.5%' } } },
    ['threshold 97.5 %', '{failures} of {sample} messages failed'],
  ],
  [
    'a share of all',
    { ...ratio, over: 'sent', when: { high: { below: '90%' } } },
    ['threshold 90 %', '{failures} of {sample} messages not delivered'],
  ],
  [
    'a failure rate',
    { ...ratio, of: 'undelivered', when: { high: { above: '5%' } } },
    ['threshold 5 %', '{failures} of {sample} messages undelivered'],
  ],
  [
    'another severity',
    { ...ratio, when: { critical: { below: '90%' } } },
    [undefined, '{failures} of {sample} messages failed'],
  ],
  [
    'receipts that stop',
    { id: 'r', kind: 'overdue', summary: 'S', when: { high: { rise: '20%' } } },
    ['threshold 20 points above usual', '{failures} of {sample} messages without a receipt'],
  ],
])('%s is told in its own words', (_, rule, words) => {
  expect(wordsOf(rule)).toEqual(words);
});

test('a rule that has left the configuration is told by its id', () => {
  expect(ruleWords(undefined, 'gone', 'high', evidence).summary).toBe('gone');
});
