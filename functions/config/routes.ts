import { resolveRoutes, routesFor } from '../core/routing.ts';
import type { Severity } from '../core/severity.ts';
import type { Config } from './schema.ts';

/** The channels that an alert goes to. None: nobody is told. */
export function channelsFor(
  routes: Config['routes'],
  alert: { tenant: string; rule: string; severity: Severity },
): string[] {
  return routesFor(resolveRoutes(routes), alert).flatMap(({ to }) => to);
}
