import type { Severity } from '../core/severity.ts';
import type { Config } from './schema.ts';

type Routes = Config['routes'];
type Routed = { tenant: string; rule: string; severity: Severity };

/**
 * The channels that an alert goes to: those of the first route that matches, and of those after it for as long as each
 * matching route says `continue` (SEMANTICS 4.5). None: nobody is told.
 */
export function channelsFor(routes: Routes, alert: Routed): string[] {
  const matching = routes.filter((route) => matches(route.match, alert));
  const last = matching.findIndex((route) => !route.continue);
  const taken = last === -1 ? matching : matching.slice(0, last + 1);
  return [...new Set(taken.flatMap((route) => route.to))];
}

function matches(match: Routes[number]['match'], alert: Routed): boolean {
  return (['tenant', 'rule', 'severity'] as const).every(
    (name) => match[name] === undefined || match[name] === alert[name],
  );
}
