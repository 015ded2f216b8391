import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Labels } from '../../functions/core/matcher.ts';
import { type Route, type RouteSettings, resolveRoutes, routesFor } from '../../functions/core/routing.ts';
import { minute } from '../../functions/core/time.ts';
import { route, routingVectors } from './routing-vectors.ts';

function channels(routes: readonly RouteSettings[], labels: Labels): string[] {
  return routesFor(resolveRoutes(routes), labels).flatMap(({ to }) => to);
}

describe('an alert goes', () => {
  test.each(routingVectors)('$id', ({ of, gives }) => {
    expect(of({ resolveRoutes, routesFor })).toEqual(gives);
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
