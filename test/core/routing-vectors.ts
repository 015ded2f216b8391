import type { Labels, Matcher } from '../../functions/core/matcher.ts';
import type * as routingModule from '../../functions/core/routing.ts';
import type { RouteSettings } from '../../functions/core/routing.ts';
import type { ModuleVector } from './module-vectors.ts';

type Module = Pick<typeof routingModule, 'resolveRoutes' | 'routesFor'>;
type Match = Record<string, string>;

export function route(match: Match, to: string[] | undefined, changes: Partial<RouteSettings> = {}): RouteSettings {
  const matchers = Object.entries(match).map(([label, value]): Matcher => ({ label, op: '=', value }));
  return { match: matchers, to, continue: false, during: [], except: [], routes: [], ...changes };
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

const unnamed = [route({}, undefined, { routes: [route({}, ['a'])] })];
const named = [route({}, undefined, { name: 'team', routes: [route({}, ['a'])] })];

/** Which channels an alert goes to. */
export const routingVectors: ModuleVector<Module>[] = [
  vector('4.5: document 000, critical to pagerduty-critical alone', document000, { severity: 'critical' }, [
    'pagerduty-critical',
  ]),
  vector('4.5: document 000, warning to slack-warnings', document000, { severity: 'warning' }, ['slack-warnings']),
  vector('4.5: document 000, info to the default receiver', document000, { severity: 'info' }, ['web.hook']),
  vector('4.5: document 000, without a severity to the default receiver', document000, {}, ['web.hook']),
  vector('4.5: upstream, team A’s to team A', upstream, { owner: 'team-A' }, ['notify-A']),
  vector('4.5: upstream, an environment nobody names to the parent', upstream, { owner: 'team-A', env: 'unset' }, [
    'notify-A',
  ]),
  vector('4.5: upstream, team C’s where teams B and C are told', upstream, { owner: 'team-C' }, ['notify-BC']),
  vector('4.5: upstream, the first child that matches', upstream, { owner: 'team-A', env: 'testing' }, [
    'notify-testing',
  ]),
  vector(
    '4.5: upstream, past a child that says continue to the next that matches',
    upstream,
    { owner: 'team-A', env: 'production' },
    ['notify-productionA', 'notify-productionB'],
  ),
  vector('4.5: upstream, where the node names nobody to whom its parent names', upstream, { group_by: 'role' }, [
    'notify-def',
  ]),
  vector(
    '4.5: upstream, where neither names anybody to whom the nearest one above names',
    upstream,
    { group_by: 'role', env: 'testing', wait: 'long' },
    ['notify-testing'],
  ),
  vector(
    'to the first of flat routes that matches',
    [route({ severity: 'critical' }, ['pagerduty']), route({}, ['slack'])],
    { severity: 'critical' },
    ['pagerduty'],
  ),
  vector(
    'past flat routes that do not match',
    [route({ severity: 'low' }, ['mail']), route({}, ['slack'])],
    { severity: 'critical' },
    ['slack'],
  ),
  vector(
    'from one that says continue to the next that matches',
    [
      route({ severity: 'critical' }, ['pagerduty'], { continue: true }),
      route({ severity: 'low' }, ['mail']),
      route({}, ['slack']),
    ],
    { severity: 'critical' },
    ['pagerduty', 'slack'],
  ),
  vector(
    'nowhere unless all of a match holds',
    [route({ severity: 'low', tenant: 'b' }, ['a'])],
    { severity: 'low' },
    [],
  ),
  vector('nowhere if there are no routes', [], {}, []),
  vector('nowhere where nobody is named', [route({}, undefined)], {}, []),
  vector(
    'to the last though it says continue',
    [route({}, ['a'], { continue: true }), route({}, ['b'], { continue: true })],
    {},
    ['a', 'b'],
  ),

  { id: 'a route is known by its place', of: pathsOf(unnamed), gives: ['0/0'] },
  { id: 'a route is known by its place below a name', of: pathsOf(named), gives: ['team/0'] },
];

function vector(id: string, routes: readonly RouteSettings[], labels: Labels, gives: string[]): ModuleVector<Module> {
  const of = ({ resolveRoutes, routesFor }: Module) =>
    routesFor(resolveRoutes(routes), labels).flatMap(({ to, path }) => (to.length > 0 ? to : `nobody by ${path}`));
  return { id, of, gives };
}

function pathsOf(routes: readonly RouteSettings[]) {
  return ({ resolveRoutes, routesFor }: Module) => routesFor(resolveRoutes(routes), {}).map(({ path }) => path);
}
