import type { ReportNames } from '../core/activity/report-names.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { Parsed } from '../providers/provider.ts';

type Named = { list: keyof ReportNames; name: string };

/** So many names are enough for a log line. */
const mostNames = 20;

/**
 * Leaves out what the application reports by a name that the configuration does not list, as if it were unreadable, and
 * says what to add.
 */
export function onlyListed(parsed: Parsed, names: ReportNames): Parsed {
  if (parsed.kind === 'malformed') return parsed;
  const { events, gauges = [], ignored } = parsed;
  const isStranger = (named: Named | undefined) => named !== undefined && !names[named.list].includes(named.name);
  const all = [...events.map(nameOf), ...gauges.map(({ name }): Named => ({ list: 'gauges', name }))];
  const strangers = all.flatMap((named) => (named && isStranger(named) ? [textOf(named)] : []));
  if (strangers.length === 0) return parsed;
  const whys = [...ignored, ...[...new Set(strangers)].slice(0, mostNames)];
  if (strangers.length === all.length) return { kind: 'malformed', why: whys.join(', ') };
  return {
    kind: 'parsed',
    events: events.filter((event) => !isStranger(nameOf(event))),
    gauges: gauges.filter(({ name }) => !isStranger({ list: 'gauges', name })),
    ignored: whys,
    incomplete: true,
  };
}

function nameOf(event: ProviderEvent): Named | undefined {
  if (event.kind !== 'activity') return undefined;
  if (event.deed.type === 'api-call') return { list: 'apis', name: event.deed.target };
  return event.deed.type === 'count' ? { list: 'counts', name: event.deed.name } : undefined;
}

function textOf({ list, name }: Named): string {
  return `not listed: add '${name}' to reports.${list} of the configuration`;
}
