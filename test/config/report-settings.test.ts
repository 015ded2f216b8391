import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../functions/config/define-config.ts';
import { parseConfig } from '../../functions/config/load-config.ts';

const parse = (input: object) => parseConfig(JSON.stringify({ rules: [], ...input }));

function complaint(input: object): string {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

describe('the names by which an application may report', () => {
  test('are two APIs unless told, and no counters and gauges', () => {
    expect(parse({}).reports).toEqual({ apis: ['twilio', 'telnyx'], counts: [], gauges: [] });
  });

  test('stay the same when they are read again', () => {
    const config = parse({ reports: { apis: ['twilio', 'openai'], counts: ['conversions'], gauges: ['q1', '8x8'] } });
    expect(parseConfig(JSON.stringify(config))).toEqual(config);
  });

  test.each([
    ['a phone number', { apis: ['14155550123'] }, 'reports.apis[0]'],
    ['capitals', { counts: ['ok', 'Conversions'] }, 'reports.counts[1]'],
    ['a separator of keys', { gauges: ['a#b'] }, 'reports.gauges[0]'],
    ['33 characters', { gauges: ['a'.repeat(33)] }, 'reports.gauges[0]'],
    ['more than 20 APIs', { apis: Array.from({ length: 21 }, (_, index) => `api-${index}`) }, 'reports.apis'],
    ['more than 50 gauges', { gauges: Array.from({ length: 51 }, (_, index) => `g-${index}`) }, 'reports.gauges'],
    ['a list of something else', { events: [] }, 'reports'],
  ])('are not %s', (_, reports, place) => {
    expect(complaint({ reports })).toContain(`at ${place}`);
  });
});

describe('a rule on a name that nobody may report is refused, with what to add', () => {
  const gauge = { id: 'backlog', kind: 'gauge', of: 'outbound-queue', when: { high: { above: 500 } }, summary: 's' };
  const sold = 'o.app.count.conversions';
  const ratio = {
    id: 'sold',
    kind: 'ratio',
    of: sold,
    over: 'delivered',
    when: { high: { below: '1%' } },
    summary: 's',
  };

  test.each([
    ['a gauge', gauge, '"outbound-queue": add it to reports.gauges\n  → at rules[0].of'],
    ['a counter', ratio, '"conversions": add it to reports.counts\n  → at rules[0].of'],
    ['a share of a counter', { ...ratio, of: 'read', over: sold }, 'reports.counts\n  → at rules[0].over'],
  ])('%s', (_, rule, says) => {
    expect(complaint({ rules: [rule] })).toContain(says);
    const reports = { counts: ['conversions'], gauges: ['outbound-queue'] };
    expect(complaint({ rules: [rule], reports })).toBe('none');
  });

  test('but not while the rule is off', () => {
    expect(complaint({ rules: [{ ...gauge, enabled: false }] })).toBe('none');
  });
});
