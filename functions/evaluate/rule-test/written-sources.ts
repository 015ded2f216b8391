import { advanceRegistration, type RegistrationEntry } from '../../core/registration/registration.ts';
import { day, minute, minutesBetween } from '../../core/time.ts';
import { putTogether } from '../../rules/aws-metric.ts';
import type { GaugeReading, MetricQuery, Span } from '../../rules/rule-kind.ts';
import type { Sources } from '../readings.ts';
import { type MinuteSeries, valueAt } from './minute-series.ts';
import type { MetricSeries, RegistrationNews, RuleTest } from './rule-test-file.ts';
import { type Written, writtenHistory } from './written-history.ts';

/** What a test writes down, as rules read it at a tick. */
export function writtenSources(test: RuleTest, written: Written, tick: number): Sources {
  const { start } = written;
  return {
    history: writtenHistory(written),
    gauges: async (_, span) => gaugesIn(test.gauges, span, start),
    registrations: async () => registrationsAt(test.registrations, written, tick),
    metric: async (query, span) => test.metrics.flatMap((one) => pointsOf(one, query, span, start)),
  };
}

function gaugesIn(gauges: RuleTest['gauges'], { from, to }: Span, start: number): Map<string, GaugeReading> {
  const found = new Map<string, GaugeReading>();
  for (const [name, series] of Object.entries(gauges)) {
    for (let at = to - minute; at >= Math.max(from, start) && !found.has(name); at -= minute) {
      const value = valueAt(series, (at - start) / minute);
      if (value !== undefined) found.set(name, { value, at });
    }
  }
  return found;
}

function registrationsAt(news: readonly RegistrationNews[], written: Written, tick: number): RegistrationEntry[] {
  const entries = new Map<string, RegistrationEntry>();
  for (const [index, { provider, unit, id, status, at, word = status, reason }] of news.entries()) {
    const { tenant, zone, start } = written;
    const time = at === undefined ? start - day : start + at;
    if (time > tick) continue;
    const key = `${tenant}#${provider}#registration#${id}`;
    const told = { kind: 'registration', unit, unitId: id, status, word, reason } as const;
    const labels = { carrier: 'unknown', country: 'unknown' };
    const when = { startedAt: time, at: time, receivedAt: time };
    const event = { key, tenant, provider, id: `news-${index}`, zone, labels, ...when, ...told };
    entries.set(key, advanceRegistration(entries.get(key), event));
  }
  return [...entries.values()];
}

function pointsOf({ values, ...metric }: MetricSeries, query: MetricQuery, { from, to }: Span, start: number) {
  if (metric.namespace !== query.namespace || metric.metric !== query.name) return [];
  if (metric.statistic !== undefined && metric.statistic !== query.statistic) return [];
  const wanted = Object.entries(metric.dimensions ?? {});
  if (!wanted.every(([name, value]) => query.dimensions[name] === value)) return [];
  return pointsIn(values, { from, to }, start, query);
}

/** One for each period in which any minute has a value. */
function pointsIn(values: MinuteSeries, { from, to }: Span, start: number, { period, statistic }: MetricQuery) {
  const points: { at: number; value: number }[] = [];
  for (let at = Math.ceil(from / period) * period; at < to; at += period) {
    const minutes = minutesBetween(at, at + period).flatMap((one) => valueAt(values, (one - start) / minute) ?? []);
    if (minutes.length > 0) points.push({ at, value: putTogether(statistic, minutes) });
  }
  return points;
}
