import * as z from 'zod';
import { apiCallPrefix } from '../core/activity/activity.ts';
import { callOutcomes } from '../core/activity/event.ts';
import { callEndings } from '../core/call/status.ts';
import { failures, finished, type Measures, measure, pending, settled } from '../core/counter.ts';
import { errorClasses } from '../core/errors/classes.ts';

/** The measures that it adds up, or how it is worked out. */
type Amount = readonly string[] | ((measures: Measures) => number);

const messages = {
  started: ['o.started'],
  scheduled: ['o.scheduled'],
  sent: ['o.sent'],
  delivered: ['o.delivered'],
  undelivered: ['o.undelivered'],
  failed: ['o.failed'],
  canceled: ['o.canceled'],
  unconfirmed: ['o.unconfirmed'],
  expired: ['o.expired'],
  read: ['o.read'],
  /** Delivered, undelivered and failed. */
  settled,
  /** Settled, canceled, unconfirmed and expired. */
  finished,
  /** Undelivered and failed. */
  failures,
  pending,
  heardLate: ['o.heardLate'],
  late: ['o.late'],
  conflicts: ['o.conflict'],
} as const satisfies Record<string, Amount>;

const calls = {
  'calls.started': ['o.call.started'],
  'calls.answered': ['o.call.answered'],
  'calls.completed': ['o.call.completed'],
  'calls.busy': ['o.call.busy'],
  'calls.no-answer': ['o.call.no-answer'],
  'calls.failed': ['o.call.failed'],
  'calls.canceled': ['o.call.canceled'],
  /** Calls that ended in any way. */
  'calls.ended': callEndings.map((ending) => `o.call.${ending}`),
} as const satisfies Record<string, Amount>;

const others = {
  segments: ['o.segments'],
  inbound: ['o.inbound.received'],
  optOuts: ['o.consent.opted-out'],
  optIns: ['o.consent.opted-in'],
  'faults.error': ['o.fault.error'],
  'faults.warning': ['o.fault.warning'],
  /** Faults of the provider with webhooks of ours. */
  'faults.ours': ['o.fault.ours'],
  generations: ['o.app.generated.llm', 'o.app.generated.template'],
  'generations.llm': ['o.app.generated.llm'],
  'generations.template': ['o.app.generated.template'],
  'skipped.quiet-hours': ['o.app.skipped.quiet-hours'],
  'skipped.daily-limit': ['o.app.skipped.daily-limit'],
  /** Messages that started, and people who were not written to. */
  intended: ['o.started', 'o.app.skipped.quiet-hours', 'o.app.skipped.daily-limit'],
  /** Violations of the kind that concerns the person written to. */
  breaches: ['o.app.breach.consent', 'o.app.breach.quiet-hours'],
  retries: ['o.app.retry.succeeded', 'o.app.retry.failed'],
  'retries.succeeded': ['o.app.retry.succeeded'],
} as const satisfies Record<string, Amount>;

/** Amounts of money, in micro-dollars. */
const money = {
  cost: ['o.costMicros'],
  carrierFee: ['o.carrierFeeMicros'],
  failedCost: ['o.failedCostMicros'],
  callCost: ['o.call.costMicros'],
  inboundCost: ['o.inbound.costMicros'],
  generationCost: ['o.app.generationCostMicros'],
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
  | `apiFailures.${string}`
  | `o.${string}`
  | `t.${string}`;
type MoneyName = keyof typeof money | `o.${string}Micros`;

const countForm = `name an amount: ${amountNames.join(', ')}, error.<class>, api.<name>, apiFailures.<name>, or a measure such as o.inbound.class.stop`;

/** A number of messages, calls, … by its name, or any measure by its own. */
export const countName = z.custom<CountName>(
  (value) => typeof value === 'string' && (isCount(value) || isErrorClass(value) || apiAmount.test(value)),
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

/** Whether it counts nothing but what the application reports. */
export function isReported(name: string): boolean {
  const amount = Object.hasOwn(known, name) ? known[name] : [name];
  return apiAmount.test(name) || (typeof amount === 'object' && amount.every((one) => one.startsWith('o.app.')));
}

/** Calls of an API that the application reports: however they ended, or those that the API did not answer as it should. */
const apiAmount = /^(?:api|apiFailures)\.([a-z0-9-]+)$/;

function apiCalls(name: string, api: string, measures: Measures): number {
  const outcomes = name.startsWith('apiFailures.') ? (['server-error', 'timeout'] as const) : callOutcomes;
  return outcomes.reduce((sum, outcome) => sum + measure(measures, `${apiCallPrefix}${api}.${outcome}`), 0);
}

function isErrorClass(name: string): boolean {
  return errorClasses.some((one) => name === `error.${one}`);
}

const known: Readonly<Record<string, Amount>> = {
  ...counted,
  ...money,
  ...Object.fromEntries(errorClasses.map((one) => [`error.${one}`, [`o.error.${one}`]])),
};

/** The amounts that are one measure each, by their names. */
export const measureNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(known).flatMap(([name, amount]) => {
    const [only, ...more] = typeof amount === 'function' ? [] : amount;
    return only === undefined || more.length > 0 ? [] : [[name, only]];
  }),
);

/** How much of it the measures hold: how many, or micro-dollars. */
export function amountOf(name: string, measures: Measures): number {
  const amount = Object.hasOwn(known, name) ? known[name] : undefined;
  if (typeof amount === 'function') return amount(measures);
  if (amount) return amount.reduce((sum, one) => sum + measure(measures, one), 0);
  const api = apiAmount.exec(name)?.[1];
  return api === undefined ? measure(measures, name) : apiCalls(name, api, measures);
}
