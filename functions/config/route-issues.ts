import { type ChannelSettings, keepsIncidents } from '../channels/index.ts';
import type { RouteSettings } from '../core/routing.ts';
import { knownLabels, labelIssue, matcherIssues } from './known-labels.ts';
import { missingNames } from './missing-names.ts';
import type { Issue } from './readable-issues.ts';
import type { RuleSettings } from './schema.ts';

/** What routes name: sections of the configuration, by the names in them. */
type Ground = {
  rules: readonly RuleSettings[];
  routes: readonly RouteSettings[];
  channels: Readonly<Record<string, ChannelSettings>>;
  intervals?: Readonly<Record<string, unknown>>;
  escalations?: Readonly<Record<string, unknown>>;
};

/** A route where it stands. `to`: its channels, or those of a route above. `before`: the routes beside it that come first. */
type Placed = { route: RouteSettings; path: string; to: readonly string[]; before: readonly RouteSettings[] };

/** What is wrong with routes beside their form: what they name is not there, or they would never tell anybody. */
export function routeIssues(ground: Ground): Issue[] {
  const labels = knownLabels(ground.rules);
  const all = placed(ground.routes, 'routes', []);
  return [
    ...all.flatMap((one) => [
      ...nameIssues(one, ground),
      ...matcherIssues(one.route.match, labels, `${one.path}.match`),
      ...(one.route.groupBy ?? []).flatMap((label) => labelIssue(label, labels, `${one.path}.groupBy`)),
      ...reachIssues(one),
      ...digestIssues(one),
      ...digestChannelIssues(one, ground),
    ]),
    ...repeatedNames(all),
  ];
}

function placed(routes: readonly RouteSettings[], at: string, above: readonly string[]): Placed[] {
  return routes.flatMap((route, index) => {
    const path = `${at}[${index}]`;
    const to = route.to ?? above;
    return [{ route, path, to, before: routes.slice(0, index) }, ...placed(route.routes, `${path}.routes`, to)];
  });
}

function nameIssues({ route, path }: Placed, { channels, intervals, escalations }: Ground): Issue[] {
  return [
    ...missingNames(route.to ?? [], 'channels', channels, `${path}.to`),
    ...missingNames(route.during, 'intervals', intervals, `${path}.during`),
    ...missingNames(route.except, 'intervals', intervals, `${path}.except`),
    ...missingNames(
      route.escalate === undefined ? [] : [route.escalate],
      'escalations',
      escalations,
      `${path}.escalate`,
    ),
  ];
}

function reachIssues({ route, path, to, before }: Placed): Issue[] {
  const taking = before.findIndex((one) => takesAll(one) && !one.continue);
  if (taking !== -1) {
    const first = path.replace(/\d+\]$/, `${taking}]`);
    return [
      {
        path,
        message: `is never reached: ${first} takes everything; put this route before it, or let that one say continue: true`,
      },
    ];
  }
  if (to.length > 0) return [];
  if (route.routes.length === 0) return [{ path, message: 'names no channel: add to, here or in a route above' }];
  if (route.continue || route.routes.some(takesAll)) return [];
  return [
    { path, message: 'what none of its routes takes would be told to nobody: add to, or a last route without match' },
  ];
}

function takesAll({ match }: RouteSettings): boolean {
  return match.length === 0;
}

function digestIssues({ route, path }: Placed): Issue[] {
  if (route.digest === undefined) return [];
  const together = [
    ...(route.during.length > 0 ? ['during'] : []),
    ...(route.except.length > 0 ? ['except'] : []),
    ...(route.escalate !== undefined ? ['escalate'] : []),
  ];
  return together.map((key) => ({
    path: `${path}.${key}`,
    message: 'has no meaning beside digest, which tells once a day at its own time: leave one of them out',
  }));
}

function digestChannelIssues({ route, path, to }: Placed, { channels }: Ground): Issue[] {
  if (route.digest === undefined) return [];
  return to.flatMap((name) => {
    const channel = channels[name];
    if (channel === undefined || !keepsIncidents(channel)) return [];
    const message = `"${name}" takes no digest: ${channel.kind} would keep it open for good; send it to a channel that people read`;
    return { path: `${path}.digest`, message };
  });
}

function repeatedNames(all: readonly Placed[]): Issue[] {
  const names = all.map(({ route }) => route.name);
  return all.flatMap(({ route, path }, index) =>
    route.name === undefined || names.indexOf(route.name) === index
      ? []
      : { path: `${path}.name`, message: `"${route.name}" is there twice` },
  );
}
