import { tallyActivity } from './activity/activity.ts';
import { localDayStart, localHourStart } from './calendar.ts';
import { tallyCall } from './call/tally.ts';
import { tallyConsent } from './consent/consent.ts';
import { type Counter, type Dimension, isEmpty, type Measures, measure } from './counter.ts';
import { counterName } from './counter-key.ts';
import { tallyFault } from './fault/fault.ts';
import { tallyInbound } from './inbound/inbound.ts';
import type { JournalEntry } from './journal-entry.ts';
import { breakdown, tallyMessage } from './message/tally.ts';
import { tallyRegistration } from './registration/registration.ts';
import type { Tally } from './tally.ts';
import { minuteStart } from './time.ts';

/** Counts what was planned, in the bucket of the plan; alone of its family it does not lie where the entry started. */
export const planMeasure = 'o.scheduled';

/** Counters by their key. */
export type Contributions = Map<string, Counter>;

/**
 * Everything a journal entry adds to counters: the only counting function. A change adds contributions(new) −
 * contributions(old); a recount is the sum over entries (docs/architecture.md, Counting).
 */
export function contributions(entry: JournalEntry): Contributions {
  const result: Contributions = new Map();
  addTo(result, entry, tallyOf(entry), 1);
  return result;
}

/**
 * What changes between two images of an entry; `undefined` stands for an entry that did not exist. A counter that
 * stays as it was is left out: to add nothing twice does no harm, so its mark need not move.
 */
export function difference(before: JournalEntry | undefined, after: JournalEntry): Contributions {
  if (before === undefined) return contributions(after);
  const [was, is] = [tallyOf(before), tallyOf(after)];
  const result: Contributions = new Map();
  const growth = sameScopes(before, after) ? growthOf(was, is) : undefined;
  if (growth) {
    addTo(result, after, growth, 1);
    return result;
  }
  addTo(result, after, is, 1);
  addTo(result, before, was, -1);
  for (const [key, { measures }] of result) if (isEmpty(measures)) result.delete(key);
  return result;
}

/** Counters of one result may share their measures, so these are replaced and never changed. */
function addTo(result: Contributions, entry: JournalEntry, tally: Tally, sign: 1 | -1): void {
  const { tenant } = entry;
  const put: Put = (dimension, value, granularity, start, measures) => {
    const id = { tenant, dimension, value, granularity, start };
    const key = counterName(id);
    const present = result.get(key);
    if (!present && sign === 1) result.set(key, { ...id, measures });
    else result.set(key, { ...id, measures: sum(present?.measures ?? {}, measures, sign) });
  };
  if (!isEmpty(tally.outcomes)) addOutcomes(entry, tally, put);
  if (tally.plannedAt !== undefined) addPlan(entry, tally.plannedAt, put);
  addTransitions(entry, tally, put);
}

/** A new sum, without what is 0 in it: deleting from an object would make it slow to read. */
function sum(present: Measures, measures: Measures, sign: 1 | -1): Measures {
  const total: Measures = {};
  for (const name in present) {
    const amount = measure(present, name) + sign * measure(measures, name);
    if (amount !== 0) total[name] = amount;
  }
  for (const name in measures) if (present[name] === undefined) total[name] = sign * measure(measures, name);
  return total;
}

/** Most changes move nothing: then only what they add has to be looked at, not all that both images say. */
function sameScopes(before: JournalEntry, after: JournalEntry): boolean {
  const [was, is] = [before.labels, after.labels];
  return (
    before.startedAt === after.startedAt &&
    before.zone === after.zone &&
    labelNames.every((name) => was[name] === is[name])
  );
}

const labelNames = ['carrier', 'country', 'campaign', 'sender', 'pool', 'template', 'user'] as const;

/** What a tally has more than an earlier one of the same scopes; `undefined` if it is not that simple. */
function growthOf(was: Tally, is: Tally): Tally | undefined {
  if (was.failed || is.failed || was.failedWith !== is.failedWith) return undefined;
  const transitions = is.transitions.filter(
    ({ measure, at }) => !was.transitions.some((one) => one.measure === measure && one.at === at),
  );
  if (transitions.length !== is.transitions.length - was.transitions.length) return undefined;
  if (was.plannedAt !== undefined && was.plannedAt !== is.plannedAt) return undefined;
  const plannedAt = was.plannedAt === undefined ? is.plannedAt : undefined;
  return { ...is, outcomes: sum(is.outcomes, was.outcomes, -1), plannedAt, transitions };
}

type Put = (
  dimension: Dimension,
  value: string,
  granularity: 'minute' | 'hour' | 'day',
  start: number,
  measures: Measures,
) => void;

function tallyOf(entry: JournalEntry): Tally {
  switch (entry.kind) {
    case 'message':
      return tallyMessage(entry);
    case 'call':
      return tallyCall(entry);
    case 'inbound':
      return tallyInbound(entry);
    case 'consent':
      return tallyConsent(entry);
    case 'registration':
      return tallyRegistration(entry);
    case 'fault':
      return tallyFault(entry);
    case 'activity':
      return tallyActivity(entry);
  }
}

/** Family `o`: what became of what started in this bucket, in every scope. */
function addOutcomes(entry: JournalEntry, { outcomes, failed, failedWith }: Tally, put: Put): void {
  const minute = minuteStart(entry.startedAt);
  const hour = localHourStart(entry.zone, entry.startedAt);
  for (const [dimension, value] of scopes(entry, failedWith)) {
    put(dimension, value, 'minute', minute, failed ? { ...outcomes, ...hit(entry, dimension, 'minute') } : outcomes);
    put(dimension, value, 'hour', hour, failed ? { ...outcomes, ...hit(entry, dimension, 'hour') } : outcomes);
  }
  if (entry.labels.user) put('user', entry.labels.user, 'day', localDayStart(entry.zone, entry.startedAt), outcomes);
}

function hit(entry: JournalEntry, dimension: Dimension, granularity: 'minute' | 'hour'): Measures {
  return entry.kind === 'message' ? breakdown(entry, dimension, granularity) : {};
}

/** In every scope, where it was planned. A recount leaves it out, for the entry lies where it started. */
function addPlan(entry: JournalEntry, at: number, put: Put): void {
  const { zone, labels } = entry;
  const planned = { [planMeasure]: 1 };
  for (const [dimension, value] of scopes(entry, undefined)) {
    put(dimension, value, 'minute', minuteStart(at), planned);
    put(dimension, value, 'hour', localHourStart(zone, at), planned);
  }
  if (labels.user) put('user', labels.user, 'day', localDayStart(zone, at), planned);
}

/** Family `t`: statuses in the bucket in which they happened, in the scopes total and provider only. */
function addTransitions(entry: JournalEntry, { transitions }: Tally, put: Put): void {
  for (const { measure: name, at } of transitions) {
    const [minute, hour, one] = [minuteStart(at), localHourStart(entry.zone, at), { [name]: 1 }];
    for (const [dimension, value] of everywhere(entry)) {
      put(dimension, value, 'minute', minute, one);
      put(dimension, value, 'hour', hour, one);
    }
  }
}

function everywhere({ provider }: JournalEntry): [Dimension, string][] {
  return [
    ['total', 'all'],
    ['provider', provider],
  ];
}

function scopes(entry: JournalEntry, failedWith: string | undefined): [Dimension, string][] {
  const { labels, provider, kind } = entry;
  const result = everywhere(entry);
  // Messages whose carrier nobody told are a group to look at; nobody tells the carrier of anything else.
  if (kind === 'message' || labels.carrier !== 'unknown') result.push(['carrier', `${provider}|${labels.carrier}`]);
  result.push(['country', labels.country]);
  if (labels.campaign) result.push(['campaign', labels.campaign]);
  if (labels.sender) result.push(['sender', labels.sender]);
  if (labels.pool) result.push(['pool', labels.pool]);
  if (labels.template) result.push(['template', labels.template]);
  if (failedWith) result.push(['errorCode', `${provider}|${failedWith}`]);
  return result;
}
