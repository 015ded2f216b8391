import type { Measures } from '../../core/counter.ts';
import { errorClasses } from '../../core/errors/classes.ts';

const statuses = [
  'started',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'unconfirmed',
  'expired',
  'read',
] as const;
const callStatuses = ['started', 'answered', 'completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;

/** The amounts that are one measure each, by the names that rules have for them (docs/measures.md). */
export const measureNames: Readonly<Record<string, string>> = {
  ...named(statuses, (name) => [name, `o.${name}`]),
  ...named(callStatuses, (name) => [`calls.${name}`, `o.call.${name}`]),
  ...named(errorClasses, (name) => [`error.${name}`, `o.error.${name}`]),
  ...named(['error', 'warning', 'ours'], (name) => [`faults.${name}`, `o.fault.${name}`]),
  ...named(['llm', 'template'], (name) => [`generations.${name}`, `o.app.generated.${name}`]),
  ...named(['quiet-hours', 'daily-limit'], (name) => [`skipped.${name}`, `o.app.skipped.${name}`]),
  'retries.succeeded': 'o.app.retry.succeeded',
  scheduled: 'o.scheduled',
  heardLate: 'o.heardLate',
  late: 'o.late',
  conflicts: 'o.conflict',
  segments: 'o.segments',
  inbound: 'o.inbound.received',
  optOuts: 'o.consent.opted-out',
  optIns: 'o.consent.opted-in',
  cost: 'o.costMicros',
  carrierFee: 'o.carrierFeeMicros',
  failedCost: 'o.failedCostMicros',
  callCost: 'o.call.costMicros',
  inboundCost: 'o.inbound.costMicros',
  generationCost: 'o.app.generationCostMicros',
};

function named(names: readonly string[], entry: (name: string) => [string, string]): Record<string, string> {
  return Object.fromEntries(names.map(entry));
}

const endings = ['delivered', 'undelivered', 'failed', 'canceled', 'unconfirmed', 'expired'];
const callEndings = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

/** What follows from what a test says of a minute: what ended has started, what was received was sent. What it says stays. */
export function withImplied(given: Measures): Measures {
  const sum = (prefix: string, names: readonly string[]) =>
    names.reduce((total, name) => total + (given[`${prefix}${name}`] ?? 0), 0);
  const implied: Measures = {
    'o.started': sum('o.', endings),
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

const transitions = /^o\.(call\..*|fault\.(?:error|warning)|consent\..*|inbound\.received)$/;

function transitionOf(name: string): string | undefined {
  if (name === 'o.started') return 't.queued';
  const isStatus = statuses.some((status) => name === `o.${status}`);
  return isStatus || (transitions.test(name) && !/Ms$|Micros$|length/.test(name)) ? `t${name.slice(1)}` : undefined;
}
