import { defineConfig } from '../../functions/config/define-config.ts';
import type { RouteInput } from '../../functions/config/route-settings.ts';
import { resolveRoutes, routesFor } from '../../functions/core/routing.ts';
import { minutelyRule } from '../support/minutely-rule.ts';
import { inhibition, type RouteSetup, receivers, repeat, route, rules } from './setup.ts';
import { groupName, type Spell } from './timeline.ts';

/** Without a cooldown, which Alertmanager does not know. */
export const config = defineConfig({
  rules: rules.map((id) => ({ ...minutelyRule, id, cooldown: '0m', repeatInterval: `${repeat}m` })),
  channels: Object.fromEntries(receivers.map((name) => [name, { kind: 'slack' as const }])),
  routes: [routeOf(route)],
  inhibit: [{ ...inhibition, equal: [...inhibition.equal] }],
});

function routeOf({ match, receiver, groupBy, wait, interval, routes = [], ...more }: RouteSetup): RouteInput {
  const times = { wait: `${wait}m`, interval: `${interval}m` };
  return { ...more, ...times, match: { ...match }, to: [receiver], groupBy: [...groupBy], routes: routes.map(routeOf) };
}

const routes = resolveRoutes(config.routes);

/** The groups, by their names, in which an alert is told. */
export function groupsOf({ rule, severity, labels }: Spell): string[] {
  return routesFor(routes, { ...labels, rule, severity }).flatMap(({ to, groupBy }) => {
    const shared = Object.fromEntries(groupBy.map((label) => [label, labels[label] ?? '']));
    return to.map((channel) => groupName(channel, shared));
  });
}
