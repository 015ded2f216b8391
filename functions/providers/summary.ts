import type { GaugeReport } from '../core/gauge.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { Parsed } from './provider.ts';

/** What one item of a webhook tells. */
export type Told =
  | { event: ProviderEvent }
  /** Known of, and not counted. */
  | { ignored: string }
  /** Not of the form that the provider documents; what kind of item it is. */
  | { unreadable: string };

/** What one event of the team's application tells. */
export type Reported = Told | { gauge: GaugeReport };

export function ignored(what: string): Told {
  return { ignored: what.slice(0, 64) };
}

export function unreadable(what: string): Told {
  return { unreadable: what };
}

/** More than any provider sends at once; after so many items that make no sense nobody reads on. */
const mostUnreadable = 1000;
/** So many names of what is not counted are enough for a log line. */
const mostNames = 20;

/**
 * What a webhook of many items tells. An item that cannot be read does not take the others with it: it is named among
 * what is not counted. Only if there is nothing else, the webhook as a whole is malformed.
 */
export function summarise(all: Iterable<Reported>): Parsed {
  const events: ProviderEvent[] = [];
  const gauges: GaugeReport[] = [];
  const names = new Set<string>();
  let unreadable = 0;
  for (const told of all) {
    if ('event' in told) events.push(told.event);
    else if ('gauge' in told) gauges.push(told.gauge);
    else if (names.size < mostNames) names.add('ignored' in told ? told.ignored : `unreadable ${told.unreadable}`);
    if ('unreadable' in told) unreadable += 1;
    if (unreadable > mostUnreadable) break;
  }
  const nothingElse = events.length + gauges.length === 0 && unreadable > 0;
  return nothingElse
    ? { kind: 'malformed', why: [...names].join(', ') }
    : {
        kind: 'parsed',
        events,
        ...(gauges.length > 0 && { gauges }),
        ignored: [...names],
        ...(unreadable > 0 && { incomplete: true }),
      };
}
