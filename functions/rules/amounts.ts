import * as z from 'zod';
import { failures, finished, type Measures, measure, pending, settled } from '../core/counter.ts';
import { errorClasses } from '../core/errors/classes.ts';

type Amount = (measures: Measures) => number;

const of =
  (...names: string[]): Amount =>
  (measures) =>
    names.reduce((sum, name) => sum + measure(measures, name), 0);

const messages = {
  started: of('o.started'),
  scheduled: of('o.scheduled'),
  sent: of('o.sent'),
  delivered: of('o.delivered'),
  undelivered: of('o.undelivered'),
  failed: of('o.failed'),
  canceled: of('o.canceled'),
  unconfirmed: of('o.unconfirmed'),
  expired: of('o.expired'),
  read: of('o.read'),
  /** Delivered, undelivered and failed. */
  settled,
  /** Settled, canceled, unconfirmed and expired. */
  finished,
  /** Undelivered and failed. */
  failures,
  pending,
  heardLate: of('o.heardLate'),
  late: of('o.late'),
  conflicts: of('o.conflict'),
} as const satisfies Record<string, Amount>;

const callEndings = ['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;

const calls = {
  'calls.started': of('o.call.started'),
  'calls.answered': of('o.call.answered'),
  'calls.completed': of('o.call.completed'),
  'calls.busy': of('o.call.busy'),
  'calls.no-answer': of('o.call.no-answer'),
  'calls.failed': of('o.call.failed'),
  'calls.canceled': of('o.call.canceled'),
  /** Calls that ended in any way. */
  'calls.ended': of(...callEndings.map((ending) => `o.call.${ending}`)),
} as const satisfies Record<string, Amount>;

const others = {
  segments: of('o.segments'),
  inbound: of('o.inbound.received'),
  optOuts: of('o.consent.opted-out'),
  optIns: of('o.consent.opted-in'),
  'faults.error': of('o.fault.error'),
  'faults.warning': of('o.fault.warning'),
  /** Faults of the provider with webhooks of ours. */
  'faults.ours': of('o.fault.ours'),
  generations: of('o.app.generated.llm', 'o.app.generated.template'),
  'generations.llm': of('o.app.generated.llm'),
  'generations.template': of('o.app.generated.template'),
  'skipped.quiet-hours': of('o.app.skipped.quiet-hours'),
  'skipped.daily-limit': of('o.app.skipped.daily-limit'),
  /** Messages that started, and people who were not written to. */
  intended: of('o.started', 'o.app.skipped.quiet-hours', 'o.app.skipped.daily-limit'),
  /** Violations of the kind that concerns the person written to. */
  breaches: of('o.app.breach.consent', 'o.app.breach.quiet-hours'),
  retries: of('o.app.retry.succeeded', 'o.app.retry.failed'),
  'retries.succeeded': of('o.app.retry.succeeded'),
} as const satisfies Record<string, Amount>;

/** Amounts of money, in micro-dollars. */
const money = {
  cost: of('o.costMicros'),
  carrierFee: of('o.carrierFeeMicros'),
  failedCost: of('o.failedCostMicros'),
  callCost: of('o.call.costMicros'),
  inboundCost: of('o.inbound.costMicros'),
  generationCost: of('o.app.generationCostMicros'),
} as const satisfies Record<string, Amount>;

const counted = { ...messages, ...calls, ...others } as const;

export const amountNames = Object.keys(counted);
export const moneyNames = Object.keys(money);

/** A measure by its own name (docs/measures.md). Of users' numbers there are no sums. */
const rawMeasure = /^[ot]\.[\w.-]+$/;

function isCount(name: string): boolean {
  return Object.hasOwn(counted, name) || (rawMeasure.test(name) && !isMoney(name));
}

/** Whether it is money, in micro-dollars. */
export function isMoney(name: string): boolean {
  return Object.hasOwn(money, name) || (rawMeasure.test(name) && name.endsWith('Micros'));
}

type CountName =
  | keyof typeof counted
  | `error.${(typeof errorClasses)[number]}`
  | `api.${string}`
  | `o.${string}`
  | `t.${string}`;
type MoneyName = keyof typeof money | `o.${string}Micros`;

const countForm = `name an amount: ${amountNames.join(', ')}, error.<class>, api.<name>, or a measure such as o.inbound.class.stop`;

/** A number of messages, calls, … by its name, or any measure by its own. */
export const countName = z.custom<CountName>(
  (value) => typeof value === 'string' && (isCount(value) || isErrorClass(value) || apiCalls.test(value)),
  { message: countForm },
);

/** An amount of money by its name, or a measure that ends in `Micros`. */
export const moneyName = z.custom<MoneyName>((value) => typeof value === 'string' && isMoney(value), {
  message: `name money: ${moneyNames.join(', ')}, or a measure that ends in Micros`,
});

/** Whether it counts messages that failed. */
export function isFailure(name: string): boolean {
  return ['failures', 'undelivered', 'failed'].includes(name) || isErrorClass(name);
}

/** All calls of an API that the application reports, however they ended. */
const apiCalls = /^api\.[a-z0-9-]+$/;

function allApiCalls(name: string, measures: Measures): number {
  const prefix = `o.app.${name}.`;
  return Object.keys(measures).reduce((sum, one) => (one.startsWith(prefix) ? sum + measure(measures, one) : sum), 0);
}

function isErrorClass(name: string): boolean {
  return errorClasses.some((one) => name === `error.${one}`);
}

const known: Readonly<Record<string, Amount>> = { ...counted, ...money };

/** How much of it the measures hold: how many, or micro-dollars. */
export function amountOf(name: string, measures: Measures): number {
  const amount = Object.hasOwn(known, name) ? known[name] : undefined;
  if (amount) return amount(measures);
  if (apiCalls.test(name)) return allApiCalls(name, measures);
  return measure(measures, isErrorClass(name) ? `o.${name}` : name);
}
