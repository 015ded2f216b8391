import { describe, expect, test } from 'vitest';
import { ConfigError, defineConfig } from '../../functions/config/define-config.ts';
import { parseConfig } from '../../functions/config/load-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import { minute } from '../../functions/core/time.ts';
import config from '../../wirewatch.config.ts';

const base = {
  rules: recommendedRules,
  routes: [{ to: ['slack'] }],
  channels: { slack: { kind: 'slack' } },
};

function complaint(input: object): string {
  try {
    parseConfig(JSON.stringify({ ...base, ...input }));
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

const rule = (settings: object) => ({ rules: [{ ...recommendedRules[0], ...settings }] });

describe('a configuration', () => {
  test('says what is wrong and where', () => {
    expect(complaint(rule({ window: '15 minutes' }))).toBe(
      'config.json is not valid:\n✖ write a duration such as 30s, 15m, 2h or 3d\n  → at rules[0].window',
    );
  });

  test.each([
    ['an unknown key', { colour: 'red' }, 'Unrecognized key: "colour"'],
    ['an unknown kind of rule', rule({ kind: 'average' }), 'rules[0].kind'],
    ['a threshold without a direction', rule({ when: { critical: { for: '5m' } } }), "{ below: '90%', for: '5m' }"],
    ['an unknown severity', rule({ when: { fatal: { below: '90%' } } }), 'at rules[0].when'],
    ['labels that are not counted together', rule({ by: ['campaign', 'country'] }), 'group by one of'],
    ['an unknown time zone', { tenants: { main: { timeZone: 'New York' } } }, 'is no IANA time zone'],
    ['a tenant by a name of webhook URLs', { tenants: { status: {} } }, 'are kept for webhook URLs\n  → at tenants'],
    ['a name with capitals', { tenants: { Acme: {} } }, 'lower-case letters, digits and hyphens\n  → at tenants.Acme'],
    ['a route to nowhere', { routes: [{ to: ['pager'] }] }, '"pager" is not in channels\n  → at routes[0].to'],
    ['a rule that is there twice', { rules: [...recommendedRules, recommendedRules[0]] }, '"delivery-by-provider"'],
  ])('with %s is refused readably', (_, input, message) => {
    expect(complaint(input)).toContain(message);
  });

  test('that is no JSON is refused readably', () => {
    expect(() => parseConfig('{')).toThrow(/^config\.json is no JSON: /);
    expect(() => parseConfig('{')).toThrow(ConfigError);
  });

  test('is the same after it went through config.json', () => {
    expect(parseConfig(JSON.stringify(config))).toEqual(config);
  });

  test('names its own file in complaints', () => {
    expect(() => defineConfig({ rules: [], routes: [{ to: ['x'] }] })).toThrow(/^wirewatch\.config\.ts is not valid/);
  });
});

describe('the rules every team starts with', () => {
  const rules = defineConfig({ rules: [...recommendedRules] }).rules.filter(({ id }) =>
    /^(delivery|overdue)-by-/.test(id),
  );

  test('are delivery by provider, campaign and carrier, and overdue receipts by provider and carrier', () => {
    expect(rules.map(({ id, kind, by }) => [id, kind, by.join()])).toEqual([
      ['delivery-by-provider', 'ratio', 'provider'],
      ['delivery-by-campaign', 'ratio', 'campaign'],
      ['delivery-by-carrier', 'ratio', 'provider,carrier'],
      ['overdue-by-provider', 'overdue', 'provider'],
      ['overdue-by-carrier', 'overdue', 'provider,carrier'],
    ]);
  });

  test.each(rules.filter(({ kind }) => kind === 'ratio'))('$id: critical under 90 %, high under 95 %', (one) => {
    expect(one).toMatchObject({
      of: 'delivered',
      over: 'settled',
      window: 15 * minute,
      settle: 5 * minute,
      keepFiring: 10 * minute,
      cooldown: 60 * minute,
      minSamples: 20,
      minFailures: 5,
      when: { critical: { below: 0.9, for: 5 * minute }, high: { below: 0.95, for: 5 * minute } },
    });
  });

  test.each(rules)('$id says what it means and where to read on', (one) => {
    expect(one).toMatchObject({
      summary: expect.stringContaining('{value}'),
      impact: expect.any(String),
      runbook: one.id,
    });
  });
});
