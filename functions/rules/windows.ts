import { application } from '../core/activity/application.ts';
import { localHourStart } from '../core/calendar.ts';
import { type Dimension, type Measures, measure } from '../core/counter.ts';
import { day, minute, minuteStart } from '../core/time.ts';
import { isReported } from './amounts.ts';
import { dimensionOf, type Grouping, type Labels, type Scope, scopesOf } from './grouping.ts';
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

/** What a scope is known by. */
export type Place = Pick<Scope<unknown>, 'labels' | 'value'>;

/** What a window holds: the scopes that counted anything, and the sums of any, be they nothing. */
export type Side = { scopes: Scope<Sums>[]; sumsOf(place: Place): Sums };

/**
 * Reads a rule's scopes over a window. Of an error code the whole are all messages of its provider: its own counters know
 * nothing of those that arrived. Of everything else the whole is the scope itself.
 */
export async function readSide(grouping: Grouping, span: Span, read: Readings): Promise<Side> {
  const dimension = dimensionOf(grouping.by);
  const parent = parentOf(dimension);
  const [own, wholes] = await Promise.all([read.sums(dimension, span), parent && read.sums(parent, span)]);
  const sumsOf = ({ labels, value }: Place): Sums => {
    const measures = own.get(value) ?? {};
    return { own: measures, whole: wholes ? (wholes.get(labels.provider ?? '') ?? {}) : measures };
  };
  return { scopes: scopesOf(grouping, own, {}).map((scope) => ({ ...scope, of: sumsOf(scope) })), sumsOf };
}

/** The scopes of {@link readSide}. */
export async function readScopes(grouping: Grouping, span: Span, read: Readings): Promise<Scope<Sums>[]> {
  return (await readSide(grouping, span, read)).scopes;
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
