import type { DigestSettings } from './digest.ts';
import { type Labels, type Matcher, matchesAll } from './matcher.ts';
import { minute } from './time.ts';

/** A route as the configuration says it. What is absent of `to`, `groupBy`, `wait` and `interval` is the parent's. */
export type RouteSettings = {
  name?: string | undefined;
  match: readonly Matcher[];
  to?: readonly string[] | undefined;
  /** Go on to the next route after this one has matched. */
  continue: boolean;
  groupBy?: readonly string[] | undefined;
  wait?: number | undefined;
  interval?: number | undefined;
  during: readonly string[];
  except: readonly string[];
  escalate?: string | undefined;
  digest?: DigestSettings | undefined;
  routes: readonly RouteSettings[];
};

/** Where an alert goes, and how it is told there. Durations in milliseconds. */
export type Routed = {
  /** The route's name, or its place in the tree: `0/2`; `pager/0` below a route with a name. */
  path: string;
  /** Channels. Never empty in what {@link routesFor} gives. */
  to: readonly string[];
  /** Labels by whose values alerts are told together. */
  groupBy: readonly string[];
  /** From the first alert of a group to its first notice. */
  wait: number;
  /** From one notice of a group to the next. */
  interval: number;
  /** Names of time intervals: told only within one of them, if there are any, and in none of `except`. */
  during: readonly string[];
  except: readonly string[];
  /** The name of an escalation policy. */
  escalate?: string | undefined;
  /** Told once a day instead. */
  digest?: DigestSettings | undefined;
};

/** A node of the tree, with what it inherits. */
export type Route = Routed & { match: readonly Matcher[]; continue: boolean; routes: readonly Route[] };

type Inherited = Pick<Routed, 'to' | 'groupBy' | 'wait' | 'interval'>;

/** What a route has that neither it nor a parent says. It names no channel: what no route takes is told to nobody. */
const root: Inherited = { to: [], groupBy: ['rule', 'provider'], wait: minute, interval: 5 * minute };

/** The tree with what its nodes inherit filled in: made once, walked for each alert. */
export function resolveRoutes(routes: readonly RouteSettings[], above: Inherited & { path?: string } = root): Route[] {
  return routes.map((route, place) => {
    const path = route.name ?? (above.path === undefined ? `${place}` : `${above.path}/${place}`);
    const { to = above.to, groupBy = above.groupBy, wait = above.wait, interval = above.interval } = route;
    const { match, during, except, escalate, digest } = route;
    const below = resolveRoutes(route.routes, { path, to, groupBy, wait, interval });
    const own = { path, to, groupBy, wait, interval, during, except, escalate, digest };
    return { ...own, match, continue: route.continue, routes: below };
  });
}

/**
 * Where an alert with these labels goes (SEMANTICS 4.5): depth-first, a child only if its parent matched, until the first
 * match that does not say `continue`; a parent itself only if none of its children matched. Two of them may name the
 * same channel.
 */
export function routesFor(tree: readonly Route[], labels: Labels): Routed[] {
  return matching(tree, labels).filter(({ to }) => to.length > 0);
}

function matching(tree: readonly Route[], labels: Labels): Route[] {
  const found: Route[] = [];
  for (const route of tree) {
    if (!matchesAll(route.match, labels)) continue;
    const below = matching(route.routes, labels);
    if (below.length > 0) found.push(...below);
    else found.push(route);
    if (!route.continue) return found;
  }
  return found;
}
