import type { Matcher } from '../core/matcher.ts';
import type { RouteSettings } from '../core/routing.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import { didYouMean, knownLabels, labelIssue, matcherIssues } from './known-labels.ts';
import { valuesNamed } from './match-settings.ts';
import { missingNames } from './missing-names.ts';
import type { Issue } from './readable-issues.ts';
import type { Config } from './schema.ts';

type Ground = Pick<Config, 'rules' | 'tenants' | 'routes' | 'intervals' | 'maintenance' | 'inhibit'>;
type Placed = { matchers: readonly Matcher[]; path: string };

/** What is wrong with maintenance windows and inhibitions beside their form, and with whatever matches by rule or tenant. */
export function quietIssues(ground: Ground): Issue[] {
  const labels = knownLabels(ground.rules);
  const quiet = quietMatchers(ground);
  return [
    ...ground.maintenance.flatMap((window, index) => intervalIssues(window, `maintenance[${index}]`, ground)),
    ...quiet.flatMap(({ matchers, path }) => matcherIssues(matchers, labels, path)),
    ...ground.inhibit.flatMap(({ equal }, index) =>
      equal.flatMap((label) => labelIssue(label, labels, `inhibit[${index}].equal`)),
    ),
    ...[...quiet, ...routeMatchers(ground.routes, 'routes')].flatMap((placed) => [
      ...nameIssues(
        placed,
        'rule',
        allRules(ground.rules).map(({ id }) => id),
      ),
      ...nameIssues(placed, 'tenant', Object.keys(ground.tenants)),
    ]),
  ];
}

function quietMatchers({ maintenance, inhibit }: Ground): Placed[] {
  return [
    ...maintenance.map(({ match }, index) => ({ matchers: match, path: `maintenance[${index}].match` })),
    ...inhibit.flatMap(({ source, target }, index) => [
      { matchers: source, path: `inhibit[${index}].source` },
      { matchers: target, path: `inhibit[${index}].target` },
    ]),
  ];
}

function routeMatchers(routes: readonly RouteSettings[], at: string): Placed[] {
  return routes.flatMap((route, index) => {
    const path = `${at}[${index}]`;
    return [{ matchers: route.match, path: `${path}.match` }, ...routeMatchers(route.routes, `${path}.routes`)];
  });
}

function intervalIssues({ during }: Config['maintenance'][number], path: string, { intervals }: Ground): Issue[] {
  const names = typeof during === 'string' ? [during] : Array.isArray(during) ? during : [];
  return missingNames(names, 'intervals', intervals, `${path}.during`);
}

/** What a matcher spells out is there; a regular expression may be written for what will be. */
function nameIssues({ matchers, path }: Placed, label: 'rule' | 'tenant', known: readonly string[]): Issue[] {
  return matchers
    .filter((matcher) => matcher.label === label)
    .flatMap(valuesNamed)
    .filter((value) => !known.includes(value))
    .map((value) => ({ path: `${path}.${label}`, message: `"${value}" is no ${label}${didYouMean(value, known)}` }));
}
