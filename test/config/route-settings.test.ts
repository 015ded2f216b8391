import { describe, expect, test } from 'vitest';
import { checkConfig, defineConfig } from '../../functions/config/define-config.ts';
import type { RouteInput } from '../../functions/config/route-settings.ts';
import { type Labels, matchesAll } from '../../functions/core/matcher.ts';
import { resolveRoutes, routesFor } from '../../functions/core/routing.ts';
import { hour, minute } from '../../functions/core/time.ts';

const channels = {
  slack: { kind: 'slack' },
  pagerduty: { kind: 'pagerduty' },
  mail: { kind: 'sns' },
} as const;

function told(routes: RouteInput[], labels: Labels): string[] {
  const config = defineConfig({ rules: [], routes, channels });
  return routesFor(resolveRoutes(config.routes), labels).flatMap(({ to }) => to);
}

const tree: RouteInput[] = [
  {
    name: 'growth',
    match: { campaign: { like: 'spring-.*' }, carrier: { not: 'unknown' } },
    to: ['slack'],
    groupBy: ['rule', 'campaign'],
    wait: '5m',
    interval: '1h',
    routes: [{ match: { severity: ['critical', 'high'] }, to: ['pagerduty'], continue: true }],
  },
  { to: ['mail'], digest: { at: '09:00', weekdays: ['monday', 'thursday'] } },
];

describe('routes', () => {
  test('are plain JSON that can be checked again, and stay what they were', () => {
    const config = defineConfig({ rules: [], routes: tree, channels });
    expect(checkConfig(JSON.parse(JSON.stringify(config)), 'config.json').routes).toEqual(config.routes);
    expect(config.routes[0]).toMatchObject({ wait: 5 * minute, interval: hour });
  });

  test.each<[string, Labels, string[]]>([
    ['what the child takes goes to the child', { campaign: 'spring-promo', severity: 'high' }, ['pagerduty']],
    ['what only the parent takes goes to the parent', { campaign: 'spring-promo', severity: 'low' }, ['slack']],
    ['what neither takes goes to the last', { campaign: 'otp', severity: 'high' }, ['mail']],
  ])('are taken as they are written: %s', (_, labels, expected) => {
    expect(told(tree, labels)).toEqual(expected);
  });

  test.each<[string, Labels, string[]]>([
    ['critical', { severity: 'critical' }, ['pagerduty', 'slack']],
    ['anything else', { severity: 'low' }, ['slack']],
  ])('may be a plain list, of which the first that matches decides: %s', (_, labels, expected) => {
    const flat = [{ match: { severity: 'critical' }, to: ['pagerduty', 'slack'] }, { to: ['slack'] }];
    expect(told(flat, labels)).toEqual(expected);
  });
});

describe('X-14: severities may be written', () => {
  test.each([
    ['P1', 'critical'],
    ['P2', 'high'],
    ['P3', 'medium'],
    ['P4', 'low'],
    ['sev1', 'critical'],
    ['error', 'high'],
    ['warning', 'medium'],
    ['Critical', 'critical'],
    ['info', 'info'],
  ])('as %s, which is our %s', (alias, ours) => {
    const [route] = defineConfig({
      rules: [],
      routes: [{ match: { severity: alias }, to: ['slack'] }],
      channels,
    }).routes;
    expect(route?.match).toEqual([{ label: 'severity', op: '=', value: ours }]);
  });

  test('in lists and where they are excluded, and nowhere but in severities', () => {
    const match = { severity: { not: ['P1', 'P2'] }, campaign: ['P1', 'P2'] };
    const [route] = defineConfig({ rules: [], routes: [{ match, to: ['slack'] }], channels }).routes;
    expect(matchesAll(route?.match ?? [], { severity: 'medium', campaign: 'P1' })).toBe(true);
    expect(matchesAll(route?.match ?? [], { severity: 'high', campaign: 'P1' })).toBe(false);
    expect(matchesAll(route?.match ?? [], { severity: 'medium', campaign: 'critical' })).toBe(false);
  });
});
