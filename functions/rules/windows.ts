import { application } from '../core/activity/application.ts';
import { localHourStart } from '../core/calendar.ts';
import { type Dimension, type Measures, measure } from '../core/counter.ts';
import { day, minute, minuteStart } from '../core/time.ts';
import { isReported } from './amounts.ts';
import { dimensionOf, type Labels, type Member, membersOf, type Scope } from './grouping.ts';
import type { Look, Readings, Span } from './rule-kind.ts';

/** The window whose buckets have settled: it ends `settle` before the tick. */
export function settledWindow({ window, settle }: { window: number; settle: number }, tick: number): Span {
  const to = minuteStart(tick - settle);
  return { from: to - window, to };
}

/**
 * The settled window of an amount. Minutes are kept complete for a day: a window that begins before that begins with its
 * whole local hour.
 */
export function amountWindow(rule: { window: number; settle: number }, { tick, zone }: Look): Span {
  const { from, to } = settledWindow(rule, tick);
  return { from: from < tick - day ? localHourStart(zone, from) : from, to };
}

/** The window up to the tick, settled or not. */
export function openWindow(window: number, tick: number): Span {
  return { from: minuteStart(tick) - window, to: minuteStart(tick) };
}

/** The last day in whole hours, which are read at once: what is missed now was there then. */
export function dayBefore(zone: string, tick: number): Span {
  const to = localHourStart(zone, tick);
  return { from: to - day, to };
}

/** The measures of a scope, and those of all that it is a part of. */
export type Sums = { own: Measures; whole: Measures };

/**
 * Reads the scopes of a rule over a window. Of an error code the whole are all messages of its provider: its own
 * counters know nothing of those that arrived. Of everything else the whole is the scope itself.
 */
export async function readScopes(scope: Scope, span: Span, read: Readings): Promise<Member<Sums>[]> {
  const { own, sumsOf } = await readWindow(scope, span, read);
  return membersOf(scope, own, {}).map((member) => ({ ...member, of: sumsOf(member) }));
}

/** What a scope is known by. */
export type Place = Pick<Member<unknown>, 'labels' | 'value'>;

/** Reads what any scope counted over a window, be it nothing, as {@link readScopes} has it. */
export async function readSums(scope: Scope, span: Span, read: Readings): Promise<(of: Place) => Sums> {
  return (await readWindow(scope, span, read)).sumsOf;
}

async function readWindow(scope: Scope, span: Span, read: Readings) {
  const dimension = dimensionOf(scope.by);
  const parent = parentOf(dimension);
  const [own, wholes] = await Promise.all([read.sums(dimension, span), parent && read.sums(parent, span)]);
  const sumsOf = ({ labels, value }: Place): Sums => {
    const measures = own.get(value) ?? {};
    return { own: measures, whole: wholes ? (wholes.get(labels.provider ?? '') ?? {}) : measures };
  };
  return { own, sumsOf };
}

function parentOf(dimension: Dimension): Dimension | undefined {
  return dimension === 'errorCode' ? 'provider' : undefined;
}

/** How long ago anything may have come of a provider for its silence to be no news (SEMANTICS 4.2). */
const heartbeat = 15 * minute;

/**
 * Whether anything came lately of whatever counts an amount: of the application if it reports it, else of the labels'
 * provider. Labels that name none may be of any: no provider that was heard of in the last day may be silent.
 */
export async function heartbeats(of: string, { tick, zone, read }: Look): Promise<(labels: Labels) => boolean> {
  const [now, lastDay] = await Promise.all([
    heardOf(openWindow(heartbeat, tick), read),
    heardOf(dayBefore(zone, tick), read),
  ]);
  const senders = (heard: ReadonlySet<string>) => [...heard].filter((provider) => provider !== application);
  const areAllHeard = senders(now).length > 0 && senders(lastDay).every((provider) => now.has(provider));
  return ({ provider = isReported(of) ? application : undefined }) =>
    provider === undefined ? areAllHeard : now.has(provider);
}

async function heardOf(span: Span, read: Readings): Promise<ReadonlySet<string>> {
  const providers = await read.sums('provider', span);
  return new Set([...providers].filter(([, measures]) => isAlive(measures)).map(([provider]) => provider));
}

/**
 * Transitions are counted when they happen, whatever they are about; what the application did has none, and is counted
 * when it did it. That a message expired is our own finding.
 */
function isAlive(measures: Measures): boolean {
  return Object.keys(measures).some((name) => isSignOfLife(name) && measure(measures, name) > 0);
}

function isSignOfLife(name: string): boolean {
  return name.startsWith('o.app.') || (name.startsWith('t.') && name !== 't.expired');
}
