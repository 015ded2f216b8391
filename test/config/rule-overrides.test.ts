import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../functions/config/define-config.ts';
import { withOverrides } from '../../functions/config/overrides.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import { tenantRules } from '../../functions/config/tenant-rules.ts';
import type { Override } from '../../functions/core/override.ts';
import { hour } from '../../functions/core/time.ts';
import { rememberingLog } from '../support/fakes.ts';

const now = Date.UTC(2026, 10, 20, 10);
const count = { kind: 'count', of: 'failures', when: { high: { above: 10, for: '5m' } }, summary: 'S' };
const config = checkConfig({ rules: ['first', 'second'].map((id) => ({ ...count, id })) }, 'test');
const override = (value: Override['value']): Override => ({
  section: 'rules',
  value,
  by: { name: 'ada', via: 'cli' },
  at: now - hour,
});
const apply = (value: Override['value']) => withOverrides(config, [override(value)], now);

describe('what is replaced of rules', () => {
  test('are the settings that are named, and nothing else', () => {
    const { config: found, refused } = apply({ first: { when: { critical: { above: 40 } }, cooldown: '2h' } });
    expect(refused).toEqual([]);
    const [first, second] = config.rules;
    const when = { critical: { above: 40, for: 0 } };
    expect(found.rules).toEqual([{ ...first, when, cooldown: 2 * hour }, second]);
    expect({ ...found, rules: config.rules }).toEqual(config);
  });

  test('counts until its own time', () => {
    const until = new Date(now + hour).toISOString();
    const at = (time: number) => withOverrides(config, [override({ first: { enabled: false, until } })], time);
    expect(at(now + hour - 1).config.rules[0]?.enabled).toBe(false);
    expect(at(now + hour).config.rules[0]?.enabled).toBe(true);
  });

  test('of which one no longer fits what is deployed, does not apply for that rule, and is said; the others do', () => {
    const { config: found, refused } = apply({ gone: { enabled: false }, second: { enabled: false } });
    expect(found.rules.map(({ enabled }) => enabled)).toEqual([true, false]);
    expect(refused).toEqual([{ section: 'rules', rule: 'gone', why: 'there is no rule "gone" (rules.gone)' }]);
  });

  test.each([
    ['a list', [], 'write an object'],
    ['no settings', { first: 5 }, '(rules.first)'],
    ['an end without an offset', { first: { until: '2026-11-20' } }, 'write a time with its offset'],
  ])('is nothing if it is %s, and is said', (_, value, why) => {
    const { config: found, refused } = apply(value);
    expect(found).toEqual(config);
    expect(refused).toEqual([{ section: 'rules', why: expect.stringContaining(why) }]);
  });
});

describe('rules of a tenant whose overrides cannot be read', () => {
  const log = rememberingLog();
  const off = [override({ first: { enabled: false } })];
  function rulesThat(...answers: (Override[] | 'fails')[]) {
    const overrides = async () => {
      const answer = answers.shift();
      if (answer === undefined || answer === 'fails') throw new Error('no table');
      return answer;
    };
    const rulesOf = tenantRules({ config, overrides, log });
    return async (tenant = 'main') => (await rulesOf(tenant, now)).find(({ id }) => id === 'first')?.enabled;
  }

  test('are as they were when they could be read last', async () => {
    const isOn = rulesThat(off, 'fails', []);
    expect([await isOn(), await isOn(), await isOn()]).toEqual([false, false, true]);
  });

  test('are as deployed if they never could, and that is in the log', async () => {
    const isOn = rulesThat('fails');
    expect(await isOn()).toBe(true);
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', message: 'overrides not read' });
  });

  test('are not those of another tenant', async () => {
    const isOn = rulesThat(off, 'fails');
    expect([await isOn('main'), await isOn('other')]).toEqual([false, true]);
  });
});

test('the example of the documentation overrides the recommended rules', () => {
  const page = readFileSync('docs/telling-people.md', 'utf8');
  const [, example = ''] = /### Rules at run time.*?```json\n(.*?)```/s.exec(page) ?? [];
  const recommended = checkConfig({ rules: [...recommendedRules] }, 'test');
  const { config: found, refused } = withOverrides(recommended, [override(JSON.parse(example))], now);
  expect(refused).toEqual([]);
  const changed = found.rules.filter((rule, index) => !isDeepStrictEqual(rule, recommended.rules[index]));
  expect(changed.map(({ id }) => id).sort()).toEqual(['delivery-by-campaign', 'delivery-by-carrier']);
});
