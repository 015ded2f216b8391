import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../functions/config/define-config.ts';
import { withOverrides } from '../../functions/config/overrides.ts';
import type { Override } from '../../functions/core/override.ts';
import { hour } from '../../functions/core/time.ts';

const now = Date.UTC(2026, 10, 20, 10);
const rules = [{ id: 'delivery', kind: 'count', of: 'failures', when: { high: { above: 0 } }, summary: 'S' }];
const config = checkConfig(
  {
    rules,
    channels: { team: { kind: 'slack' }, boss: { kind: 'slack' } },
    intervals: { nights: { times: [{ from: '22:00', to: '06:00' }] } },
    routes: [{ to: ['team'], escalate: 'ladder' }],
    escalations: { ladder: { steps: [{ after: '0m', to: ['boss'] }] } },
  },
  'test',
);
const override = (
  section: Override['section'],
  value: Override['value'],
  changes: Partial<Override> = {},
): Override => ({
  section,
  value,
  by: { name: 'ada', via: 'cli' },
  at: now - hour,
  ...changes,
});
const apply = (...overrides: Override[]) => withOverrides(config, overrides, now);

describe('what is set at run time', () => {
  test('stands in the place of the whole section, and of no other', () => {
    const { config: found, refused } = apply(override('routes', [{ to: ['boss'] }]));
    expect(refused).toEqual([]);
    expect(found.routes).toMatchObject([{ to: ['boss'], match: [], continue: false }]);
    expect({ ...found, routes: config.routes }).toEqual(config);
  });

  test.each([
    ['inhibit', [{ source: { severity: 'critical' }, target: { severity: 'low' } }]],
    ['maintenance', [{ name: 'w', during: 'nights' }]],
    ['escalations', { ladder: { steps: [{ after: '5m', to: ['team'] }] } }],
    ['onCall', { people: { ada: { name: 'Ada' } } }],
  ] satisfies [Override['section'], Override['value']][])('may be %s', (section, value) => {
    const { config: found, refused } = apply(override(section, value));
    expect(refused).toEqual([]);
    expect(found[section]).not.toEqual(config[section]);
  });

  test('counts until its time, not at it', () => {
    const routes = (until: number) => apply(override('routes', [], { until })).config.routes;
    expect(routes(now + 1)).toEqual([]);
    expect(routes(now)).toEqual(config.routes);
  });

  test('may be two sections that are valid only together', () => {
    const { config: found, refused } = apply(
      override('routes', [{ to: ['team'], escalate: 'stairs' }]),
      override('escalations', { stairs: { steps: [{ after: '0m', to: ['boss'] }] } }),
    );
    expect(refused).toEqual([]);
    expect(found.routes[0]?.escalate).toBe('stairs');
    expect(Object.keys(found.escalations)).toEqual(['stairs']);
  });

  test('changes nothing if there is none', () => {
    expect(apply()).toEqual({ config, refused: [] });
  });
});

describe('an override that is not valid is not heeded, and said so', () => {
  test.each([
    [
      'of a form that is none',
      'routes',
      [{ too: ['boss'] }],
      'Unrecognized key: "too"; did you mean "to"? (routes[0].too)',
    ],
    ['of another type', 'routes', 'boss', '(routes)'],
    [
      'that names a channel that is not there',
      'routes',
      [{ to: ['bos'] }],
      '"bos" is not in channels; did you mean "boss"? (routes[0].to)',
    ],
    ['that takes away what others name', 'escalations', {}, '"ladder" is not in escalations (routes[0].escalate)'],
    [
      'that names an interval that is not there',
      'maintenance',
      [{ name: 'w', during: 'days' }],
      '"days" is not in intervals (maintenance[0].during)',
    ],
  ] satisfies [string, Override['section'], Override['value'], string][])('%s', (_, section, value, why) => {
    const { config: found, refused } = apply(override(section, value));
    expect(found).toEqual(config);
    expect(refused).toEqual([{ section, why: expect.stringContaining(why) }]);
  });

  test('while the others are', () => {
    const { config: found, refused } = apply(
      override('routes', [{ to: ['bos'] }]),
      override('maintenance', [{ name: 'w', during: 'nights' }]),
    );
    expect(refused.map(({ section }) => section)).toEqual(['routes']);
    expect(found.routes).toEqual(config.routes);
    expect(found.maintenance).toHaveLength(1);
  });
});
