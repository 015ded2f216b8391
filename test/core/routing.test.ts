import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Labels, Matcher } from '../../functions/core/matcher.ts';
import { type Route, type RouteSettings, resolveRoutes, routesFor } from '../../functions/core/routing.ts';
import { minute } from '../../functions/core/time.ts';

type Match = Record<string, string>;

function route(match: Match, to: string[] | undefined, changes: Partial<RouteSettings> = {}): RouteSettings {
  const matchers = Object.entries(match).map(([label, value]): Matcher => ({ label, op: '=', value }));
  return { match: matchers, to, continue: false, during: [], except: [], routes: [], ...changes };
}

function channels(routes: readonly RouteSettings[], labels: Labels): string[] {
  return routesFor(resolveRoutes(routes), labels).flatMap(({ to }) => to);
}

/** Document 000: a default receiver; critical goes on to the next route, warning does not. */
const document000 = [
  route({}, ['web.hook'], {
    routes: [
      route({ severity: 'critical' }, ['pagerduty-critical'], { continue: true }),
      route({ severity: 'warning' }, ['slack-warnings']),
    ],
  }),
];

/** Upstream's tree of Alertmanager's TestRouteMatch. */
const upstream = [
  route({}, ['notify-def'], {
    routes: [
      route({ owner: 'team-A' }, ['notify-A'], {
        routes: [
          route({ env: 'testing' }, ['notify-testing']),
          route({ env: 'production' }, ['notify-productionA'], { continue: true }),
          route({ env: 'production' }, ['notify-productionB']),
        ],
      }),
      { ...route({}, ['notify-BC']), match: [{ label: 'owner', op: '=~', value: 'team-(B|C)' }] },
      route({ group_by: 'role' }, undefined, {
        routes: [route({ env: 'testing' }, ['notify-testing'], { routes: [route({ wait: 'long' }, undefined)] })],
      }),
    ],
  }),
];

describe('an alert goes', () => {
  test.each<[string, RouteSettings[], Labels, string[]]>([
    [
      '4.5: document 000, critical to pagerduty-critical alone',
      document000,
      { severity: 'critical' },
      ['pagerduty-critical'],
    ],
    ['4.5: document 000, warning to slack-warnings', document000, { severity: 'warning' }, ['slack-warnings']],
    ['4.5: document 000, info to the default receiver', document000, { severity: 'info' }, ['web.hook']],
    ['4.5: document 000, without a severity to the default receiver', document000, {}, ['web.hook']],
    ['4.5: upstream, team A’s to team A', upstream, { owner: 'team-A' }, ['notify-A']],
    [
      '4.5: upstream, an environment nobody names to the parent',
      upstream,
      { owner: 'team-A', env: 'unset' },
      ['notify-A'],
    ],
    ['4.5: upstream, team C’s where teams B and C are told', upstream, { owner: 'team-C' }, ['notify-BC']],
    ['4.5: upstream, the first child that matches', upstream, { owner: 'team-A', env: 'testing' }, ['notify-testing']],
    [
      '4.5: upstream, past a child that says continue to the next that matches',
      upstream,
      { owner: 'team-A', env: 'production' },
      ['notify-productionA', 'notify-productionB'],
    ],
    [
      '4.5: upstream, where the node names nobody to whom its parent names',
      upstream,
      { group_by: 'role' },
      ['notify-def'],
    ],
    [
      '4.5: upstream, where neither names anybody to whom the nearest one above names',
      upstream,
      { group_by: 'role', env: 'testing', wait: 'long' },
      ['notify-testing'],
    ],
    [
      'to the first of flat routes that matches',
      [route({ severity: 'critical' }, ['pagerduty']), route({}, ['slack'])],
      { severity: 'critical' },
      ['pagerduty'],
    ],
    [
      'past flat routes that do not match',
      [route({ severity: 'low' }, ['mail']), route({}, ['slack'])],
      { severity: 'critical' },
      ['slack'],
    ],
    [
      'from one that says continue to the next that matches',
      [
        route({ severity: 'critical' }, ['pagerduty'], { continue: true }),
        route({ severity: 'low' }, ['mail']),
        route({}, ['slack']),
      ],
      { severity: 'critical' },
      ['pagerduty', 'slack'],
    ],
    ['nowhere unless all of a match holds', [route({ severity: 'low', tenant: 'b' }, ['a'])], { severity: 'low' }, []],
    ['nowhere if there are no routes', [], {}, []],
    ['nowhere where nobody is named', [route({}, undefined)], {}, []],
    [
      'to the last though it says continue',
      [route({}, ['a'], { continue: true }), route({}, ['b'], { continue: true })],
      {},
      ['a', 'b'],
    ],
  ])('%s', (_, routes, labels, expected) => {
    expect(channels(routes, labels)).toEqual(expected);
  });
});

describe('a route', () => {
  const long = { wait: 10 * minute, interval: 60 * minute, groupBy: ['campaign'] };
  const tree = resolveRoutes([
    route({}, ['slack']),
    route({}, ['mail'], {
      ...long,
      name: 'team',
      during: ['office'],
      escalate: 'ladder',
      routes: [route({}, undefined)],
    }),
    route({}, undefined, { routes: [route({}, ['a']), route({}, ['b'], { routes: [route({}, ['c'])] })] }),
  ]);

  test('waits a minute, goes on every five and groups by rule and provider unless it or one above says otherwise', () => {
    expect(tree[0]).toMatchObject({ wait: minute, interval: 5 * minute, groupBy: ['rule', 'provider'] });
    expect(tree[1]?.routes[0]).toMatchObject({ ...long, to: ['mail'] });
  });

  test('has its hours, its policy and its digest for itself', () => {
    expect(tree[1]).toMatchObject({ during: ['office'], escalate: 'ladder' });
    expect(tree[1]?.routes[0]).toMatchObject({ during: [], escalate: undefined, digest: undefined });
  });

  test('is known by its name, or by its place below the nearest name', () => {
    expect(tree.map(({ path }) => path)).toEqual(['0', 'team', '2']);
    expect(tree[1]?.routes[0]?.path).toBe('team/0');
    expect(tree[2]?.routes[1]?.routes[0]?.path).toBe('2/1/0');
  });
});

const labelled = fc.record({ a: fc.constantFrom('', '1', '2'), b: fc.constantFrom('', '1') });
const matchArb = fc
  .oneof(labelled, fc.constant({}))
  .map((labels) => Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')));
const { trees } = fc.letrec<{ trees: RouteSettings[] }>((tie) => ({
  trees: fc.array(
    fc
      .record({
        match: matchArb,
        more: fc.boolean(),
        routes: fc.oneof(
          { maxDepth: 3 },
          { weight: 1, arbitrary: fc.constant([]) },
          { weight: 2, arbitrary: tie('trees') },
        ),
      })
      .map(({ match, more, routes }) => route(match, undefined, { continue: more, routes })),
    { maxLength: 3 },
  ),
}));

/** Every node gets a channel of its own: its path. */
function named(routes: readonly RouteSettings[], above = ''): RouteSettings[] {
  return routes.map((one, index) => {
    const path = `${above}${index}`;
    return { ...one, to: [path], routes: named(one.routes, `${path}/`) };
  });
}

/** SEMANTICS 4.5 said of each node by itself, whatever order they are walked in. */
function model(nodes: readonly Route[], labels: Labels, isReached = true): string[] {
  const matches = ({ match }: Route) => match.every(({ label, value }) => (labels[label] ?? '') === value);
  return nodes.flatMap((node, index) => {
    const isPassed = nodes.slice(0, index).some((before) => matches(before) && !before.continue);
    const isMatch = isReached && !isPassed && matches(node);
    const own = isMatch && !node.routes.some(matches) ? node.to : [];
    return [...own, ...model(node.routes, labels, isMatch)];
  });
}

test('whatever the tree, an alert goes where each of its nodes by itself says', () => {
  fc.assert(
    fc.property(trees, labelled, (nodes, labels) => {
      const routes = named(nodes);
      expect(channels(routes, labels)).toEqual(model(resolveRoutes(routes), labels));
    }),
  );
});
