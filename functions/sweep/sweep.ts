import { type Cursor, lastLocalEnd, longestRun } from '../core/cursor.ts';
import { type MessageChannel, channels as messageChannels } from '../core/message/entry.ts';
import { day, hour, minute } from '../core/time.ts';
import { type Lot, type SweepHourDeps, sweepHour } from './sweep-hour.ts';

export type SweepDeps = SweepHourDeps & {
  tenants: readonly string[];
  /** After how many milliseconds without an ending a message is taken for expired: whole hours. */
  expiry: Readonly<Record<MessageChannel, number>>;
  cursor(name: string): Cursor;
  /** How far the counters are behind, in milliseconds. */
  countLag(): Promise<number>;
};

export type SweepOutcome =
  /** Which hours are done cannot be told from counters that are behind. */
  | { kind: 'counting-behind'; lag: number }
  | {
      kind: 'swept';
      /** Hours that are done; each is one of a tenant and timeout. */
      hours: number;
      messages: number;
      expired: number;
      /** Hours that were due and are left to the next run: time was up, or other writers kept winning. */
      left: number;
    };

const mostLag = 10 * minute;

/** The first run ever begins this long before the newest hour that is due. */
const firstReach = 3 * day;

/**
 * Marks as expired what has no ending when its time is up, hour by hour (docs/architecture.md, The sweep). Safe to repeat
 * and to run twice at once: the journal takes each expiry once, and cursors move forward only.
 * @param tick the scheduled time. @throws if a table fails
 */
export async function sweep(tick: number, deps: SweepDeps): Promise<SweepOutcome> {
  const lag = await deps.countLag();
  if (lag > mostLag) {
    deps.log.warn('nothing swept: counting is behind', { lag });
    return { kind: 'counting-behind', lag };
  }
  const until = deps.now() + longestRun;
  const walks = await Promise.all(lots(deps).map((lot) => walkOf(lot, tick, deps)));
  const outcome = { kind: 'swept' as const, hours: 0, messages: 0, expired: 0, left: 0 };
  // Who is furthest behind goes first, so that no tenant is left out for ever.
  for (const walk of walks.toSorted((a, b) => b.hours.length - a.hours.length)) {
    const { hours, messages, expired } = await sweepHours(walk, until, deps);
    outcome.hours += hours;
    outcome.messages += messages;
    outcome.expired += expired;
    outcome.left += walk.hours.length - hours;
  }
  deps.log.info('swept', outcome);
  return outcome;
}

type Walk = { lot: Lot; cursor: Cursor; hours: number[] };

function lots({ tenants, expiry }: SweepDeps): Lot[] {
  return [...new Set(Object.values(expiry))].flatMap((timeout) => {
    const channels = messageChannels.filter((channel) => expiry[channel] === timeout);
    return tenants.map((tenant) => ({ tenant, timeout, channels }));
  });
}

/** The UTC hours of a lot that are due: from behind the cursor to the newest whose time is up. */
async function walkOf(lot: Lot, tick: number, deps: SweepDeps): Promise<Walk> {
  const newest = Math.floor((tick - lot.timeout - lastLocalEnd) / hour) * hour;
  const cursor = deps.cursor(`sweep#${lot.tenant}#${lot.timeout / hour}h`);
  const first = ((await cursor.read()) ?? newest - firstReach - hour) + hour;
  const hours: number[] = [];
  for (let start = first; start <= newest; start += hour) hours.push(start);
  return { lot, cursor, hours };
}

/** The cursor moves behind each hour, so that the next run goes on where this one ended. */
async function sweepHours({ lot, cursor, hours }: Walk, until: number, deps: SweepDeps) {
  const done = { hours: 0, messages: 0, expired: 0 };
  for (const start of hours) {
    if (deps.now() >= until) break;
    const { messages, expired, ending } = await sweepHour(lot, start, until, deps);
    done.messages += messages;
    done.expired += expired;
    const { tenant, timeout } = lot;
    if (messages > 0) deps.log.info('hour swept', { tenant, timeout, hour: start, messages, expired, ending });
    if (ending !== 'done') break;
    await cursor.move(start);
    done.hours += 1;
  }
  return done;
}
