import { callEndings } from '../../core/call/status.ts';
import type { Measures } from '../../core/counter.ts';
import { outcomes } from '../../core/message/status.ts';

/** What follows from what a test says of a minute: what ended has started, what was received was sent. What it says stays. */
export function withImplied(given: Measures): Measures {
  const sum = (prefix: string, names: readonly string[]) =>
    names.reduce((total, name) => total + (given[`${prefix}${name}`] ?? 0), 0);
  const implied: Measures = {
    'o.started': sum('o.', outcomes),
    'o.sent': sum('o.', ['delivered', 'undelivered']),
    'o.call.started': sum('o.call.', callEndings),
  };
  const known = { ...implied, ...given };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== 0));
}

/** The transitions of a minute in which everything happens at once. */
export function transitionsOf(measures: Measures): Measures {
  const found = Object.entries(measures).flatMap(([name, value]) => {
    const measure = transitionOf(name);
    return measure === undefined || measure in measures ? [] : [[measure, value] as const];
  });
  return Object.fromEntries(found);
}

const statuses = ['sent', ...outcomes, 'read'];
const transitions = /^o\.(call\..*|fault\.(?:error|warning)|consent\..*|inbound\.received)$/;

function transitionOf(name: string): string | undefined {
  if (name === 'o.started') return 't.queued';
  const isStatus = statuses.some((status) => name === `o.${status}`);
  return isStatus || (transitions.test(name) && !/Ms$|Micros$|length/.test(name)) ? `t${name.slice(1)}` : undefined;
}
