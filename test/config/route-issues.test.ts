import { describe, expect, test } from 'vitest';
import { ConfigError, checkConfig } from '../../functions/config/define-config.ts';
import type { RouteInput } from '../../functions/config/route-settings.ts';
import type { RuleInput } from '../../functions/rules/index.ts';

const rule: RuleInput = {
  kind: 'count',
  id: 'failures',
  of: 'failures',
  window: '5m',
  when: { critical: { above: 3 } },
  tags: { team: 'growth' },
  summary: 'Failures: {value}',
};

function issuesOf(routes: readonly unknown[]): string[] {
  try {
    checkConfig(
      { rules: [rule], routes, channels: { slack: { kind: 'slack' }, pager: { kind: 'pagerduty' } } },
      'config.json',
    );
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('a route is refused readably', () => {
  test.each<[string, RouteInput[], string]>([
    [
      'to a channel that is not there',
      [{ to: ['slck'] }],
      'routes[0].to: "slck" is not in channels; did you mean "slack"?',
    ],
    [
      'in hours that are not there',
      [{ to: ['slack'], routes: [{ during: ['office'] }] }],
      'routes[0].routes[0].during: "office" is not in intervals',
    ],
    [
      'except in hours that are not there',
      [{ to: ['slack'], except: ['office'] }],
      'routes[0].except: "office" is not in intervals',
    ],
    [
      'with a policy that is not there',
      [{ to: ['slack'], escalate: 'x' }],
      'routes[0].escalate: "x" is not in escalations',
    ],
    [
      'with a name that another has',
      [{ match: { rule: 'failures' }, to: ['slack'], name: 'team', routes: [{ name: 'team' }] }],
      'routes[0].routes[0].name: "team" is there twice',
    ],
    [
      'that matches a label that no alert has',
      [{ match: { tean: 'growth' }, to: ['slack'] }],
      'routes[0].match.tean: no alert has the label "tean"; did you mean "team"? There are: rule, severity, tenant, provider,',
    ],
    [
      'that matches a severity that is none',
      [{ match: { severity: ['critical', 'hihg'] }, to: ['slack'] }],
      'routes[0].match.severity: "hihg" is no severity; did you mean "high"? There are: critical, high, medium, low, info',
    ],
    [
      'that groups by a label that no alert has',
      [{ to: ['slack'], groupBy: ['service'] }],
      'routes[0].groupBy: no alert has the label "service"',
    ],
    [
      'behind one that takes everything',
      [{ to: ['slack'] }, { match: { severity: 'low' }, to: ['slack'] }],
      'routes[1]: is never reached: routes[0] takes everything; put this route before it, or let that one say continue: true',
    ],
    [
      'behind one that takes everything, below',
      [{ to: ['slack'], routes: [{}, {}] }],
      'routes[0].routes[1]: is never reached: routes[0].routes[0] takes everything',
    ],
    [
      'that names no channel',
      [{ match: { rule: 'failures' } }],
      'routes[0]: names no channel: add to, here or in a route above',
    ],
    [
      'that tells nobody of what its routes do not take',
      [{ match: { team: 'growth' }, routes: [{ match: { severity: 'critical' }, to: ['slack'] }] }],
      'routes[0]: what none of its routes takes would be told to nobody: add to, or a last route without match',
    ],
    [
      'with hours beside a digest',
      [{ to: ['slack'], digest: { at: '09:00' }, during: ['office'] }],
      'routes[0].during: has no meaning beside digest, which tells once a day at its own time: leave one of them out',
    ],
    [
      'with a digest to a channel that would keep it open for good',
      [{ to: ['pager'], match: { severity: 'low' }, routes: [{ digest: { at: '09:00' } }] }],
      'routes[0].routes[0].digest: "pager" takes no digest: pagerduty would keep it open for good; send it to a channel that people read',
    ],
    [
      'with a digest at no time of day',
      [{ to: ['slack'], digest: { at: '9' } }],
      'routes[0].digest.at: write a time of day such as 09:00',
    ],
    [
      'that waits for half a minute',
      [{ to: ['slack'], wait: '30s' }],
      'routes[0].wait: write whole minutes, from 0m to 24h',
    ],
    ['that names a channel twice', [{ to: ['slack', 'slack'] }], 'routes[0].to: names a channel twice'],
  ])('%s', (_, routes, message) => {
    expect(issuesOf(routes)).toContainEqual(expect.stringContaining(message));
  });

  test('with a key that there is none, far down, by its place', () => {
    expect(issuesOf([{ to: ['slack'], routes: [{ routes: [{ grupBy: ['rule'] }] }] }])).toEqual([
      'routes[0].routes[0].routes[0].grupBy: Unrecognized key: "grupBy"; did you mean "groupBy"?',
    ]);
  });
});

test.each<[string, RouteInput[]]>([
  ['behind one that takes everything and says continue', [{ to: ['slack'], continue: true }, { to: ['slack'] }]],
  ['that matches a tag of a rule', [{ match: { team: 'growth' }, to: ['slack'] }]],
  ['that groups by everything there is at once', [{ to: ['slack'], groupBy: [] }]],
  [
    'that names nobody and goes on',
    [{ continue: true, routes: [{ match: { rule: 'failures' }, to: ['slack'] }] }, { to: ['slack'] }],
  ],
  ['that names nobody and whose last route takes the rest', [{ routes: [{ to: ['slack'] }] }]],
])('a route is taken %s', (_, routes) => {
  expect(issuesOf(routes)).toEqual([]);
});
