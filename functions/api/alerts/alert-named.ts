import type { Alert } from '../../core/alert.ts';
import { type Problem, problem } from '../problem.ts';
import type { AlertBook } from './alert-book.ts';

const mostNamed = 10;

/** The alert whose id begins so, in whatever state it is. */
export function alertNamed(start: string, { alerts }: Pick<AlertBook, 'alerts'>): Alert | Problem {
  const meant = alerts.filter(({ id }) => id.startsWith(start.toLowerCase()));
  const [only, ...others] = meant;
  if (only === undefined) return problem(404, `no alert has an id that begins with "${start}": /v1/alerts lists them`);
  if (others.length === 0) return only;
  const named = meant.slice(0, mostNamed).map(({ id, rule }) => `${id} (${rule})`);
  return problem(409, `"${start}" begins the ids of several alerts, write more of it: ${named.join(', ')}`);
}
