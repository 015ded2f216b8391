import { expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../functions/config/schema.ts';
import { ruleWords } from '../../functions/notify/rule-words.ts';

type RuleInput = ConfigInput['rules'][number];

const ratio = { id: 'r', kind: 'ratio', of: 'delivered', over: 'settled', summary: 'S', when: {} } as const;

function wordsOf(rule: RuleInput) {
  const { threshold, failures } = ruleWords(configSchema.parse({ rules: [rule] }).rules[0], 'r', 'high');
  return [threshold, failures];
}

test.each<[string, RuleInput, (string | undefined)[]]>([
  ['a delivery rate', { ...ratio, when: { high: { below: '97.5%' } } }, ['threshold 97.5 %', 'failed']],
  ['a share of all', { ...ratio, over: 'sent', when: { high: { below: '90%' } } }, ['threshold 90 %', 'not delivered']],
  [
    'a failure rate',
    { ...ratio, of: 'undelivered', when: { high: { above: '5%' } } },
    ['threshold 5 %', 'undelivered'],
  ],
  ['another severity', { ...ratio, when: { critical: { below: '90%' } } }, [undefined, 'failed']],
  [
    'receipts that stop',
    { id: 'r', kind: 'overdue', summary: 'S', when: { high: { rise: '20%' } } },
    ['threshold 20 points above usual', 'without a receipt'],
  ],
])('%s is told in its own words', (_, rule, words) => {
  expect(wordsOf(rule)).toEqual(words);
});

test('a rule that has left the configuration is told by its id', () => {
  expect(ruleWords(undefined, 'gone', 'high').summary).toBe('gone');
});
