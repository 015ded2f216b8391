import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, checkConfig } from '../../functions/config/define-config.ts';
import { isMeasure } from '../../functions/rules/measures.ts';

function complaint(rules: object[], settings: object = {}): string {
  try {
    checkConfig({ rules: rules.map((rule, index) => ({ id: `r${index}`, summary: 's', ...rule })), ...settings }, 'c');
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n');
    throw error;
  }
  return 'none';
}

const count = { kind: 'count', when: { high: { above: 0 } } };
const ratio = { kind: 'ratio', of: 'failures', over: 'settled', when: { high: { above: '5%' } } };
const byCode = { by: ['provider', 'errorCode'] };

describe('a rule on what is never counted is refused', () => {
  test.each([
    ['o.deliverd', '"o.deliverd" is never counted; did you mean "o.delivered"?'],
    ['t.deliverd', 'did you mean "t.delivered"?'],
    ['o.app.breach.quiet-hour', 'did you mean "o.app.breach.quiet-hours"?'],
    ['o.something-else-altogether', 'is never counted: see docs/measures.md'],
    ['o.app.api.twilio.broken', 'is never counted'],
  ])('%s', (of, says) => {
    expect(complaint([{ ...count, of }])).toContain(says);
  });

  test('with every measure of docs/measures.md let pass', () => {
    const families = readFileSync('docs/measures.md', 'utf8').split('## Dimensions')[0] ?? '';
    const named = [...families.matchAll(/`(o\.[\w.-]+)`/g)].map(([, name = '']) => name);
    const whole = named.filter((name) => !name.endsWith('.'));
    expect(whole.length).toBeGreaterThan(40);
    expect(whole.filter((name) => !isMeasure(name))).toEqual([]);
  });
});

describe('a rule on what is not counted for its label sets is refused', () => {
  test.each([
    [
      'transitions by campaign',
      { ...count, of: 't.delivered', by: ['campaign'] },
      'rules[0].of: transitions are counted',
    ],
    ['deliveries by error code', { ...ratio, of: 'delivered', ...byCode }, 'rules[0].of: by error code only'],
    ['calls by error code', { ...count, of: 'calls.failed', ...byCode }, 'rules[0].of: by error code only'],
    ['waiting by error code', { kind: 'overdue', when: { high: { rise: '5%' } }, ...byCode }, 'rules[0].by: by error'],
  ])('%s', (_, rule, says) => {
    expect(complaint([rule])).toContain(says);
  });

  test.each([
    ['transitions of everything', { ...count, of: 't.delivered' }],
    ['transitions by provider', { ...count, of: 't.delivered', by: ['provider'] }],
    ['failures by error code', { ...ratio, ...byCode }],
    ['faults by error code', { ...count, of: 'faults.error', ...byCode }],
    ['an error class by error code', { ...count, of: 'error.handset', ...byCode }],
  ])('but not %s', (_, rule) => {
    expect(complaint([rule])).toBe('none');
  });
});

describe('what the application may not report', () => {
  const gauge = { id: 'gauge', kind: 'gauge', of: 'queue', when: { high: { above: 1 } }, enabled: false };
  const both = { kind: 'composite', when: { high: { any: ['gauge'] } } };

  test('is refused in the part of a rule that is on, though the part is off', () => {
    expect(complaint([gauge, { ...both, enabled: false }])).toBe('none');
    expect(complaint([gauge, both])).toContain('rules[0].of: the application may not report "queue"');
    const inner = { ...both, id: 'inner', enabled: false };
    expect(complaint([gauge, inner, { ...both, when: { high: { not: 'inner' } } }])).toContain('"queue"');
  });

  test('is refused of APIs too', () => {
    expect(complaint([{ ...count, of: 'api.twilo' }])).toContain('did you mean "twilio"? Or add it to reports.apis');
    expect(complaint([{ ...count, of: 'o.app.api.openai.timeout' }])).toContain('"openai": add it to reports.apis');
    expect(complaint([{ ...count, of: 'api.openai' }], { reports: { apis: ['openai'] } })).toBe('none');
  });
});

describe('a rule that looks further back than hours are kept is refused', () => {
  const short = { retention: { hour: '8d', journal: '90d' } };
  const when = { high: {} };

  test.each([
    [
      'a baseline',
      { kind: 'baseline', of: 'started', when },
      'rules[0].weeks: it looks 57 d back and hours are kept for 8 d',
    ],
    ['an absence', { kind: 'absence', of: 'started', when }, 'rules[0].weeks'],
    [
      'a change within a week',
      { kind: 'change', of: 'started', against: 'last-week', window: '2d', when: { high: { factor: 2 } } },
      'rules[0].against: it looks 9 d back',
    ],
  ])('%s', (_, rule, says) => {
    expect(complaint([rule], short)).toContain(says);
    expect(complaint([rule])).toBe('none');
    expect(complaint([{ ...rule, enabled: false }], short)).toBe('none');
  });

  test('but not an absence by time', () => {
    expect(complaint([{ kind: 'absence', of: 'started', within: '2h', when }], short)).toBe('none');
  });
});
