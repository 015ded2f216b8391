import { addMeasures, type Dimension, type Measures } from '../../functions/core/counter.ts';
import { minute } from '../../functions/core/time.ts';
import { type AlertTransition, simulate } from '../../functions/evaluate/simulate.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import type { Span } from '../../functions/rules/rule-kind.ts';
import { dawn } from './evaluation.ts';
import { rememberingLog } from './fakes.ts';
import { configWithGaps } from './minutely-rule.ts';
import { emptyReadings } from './readings.ts';

/**
 * Minute by minute: `!` fifty messages that fail, `.` fifty that arrive, `,` two that arrive, `?` none. The tick at
 * minute n is the first to see place n.
 */
export type Timeline = string;

const cases: Readonly<Record<string, Measures>> = {
  '!': { 'o.started': 50, 'o.undelivered': 50 },
  '.': { 'o.started': 50, 'o.delivered': 50 },
  ',': { 'o.started': 2, 'o.delivered': 2 },
};

export type Silence = {
  rule: RuleInput;
  /** By value of the rule's dimension. */
  traffic: Readonly<Record<string, Timeline>>;
  /** By provider, whether it is heard of: anything but `?`. */
  heard?: Readonly<Record<string, Timeline>>;
  /** The last tick. */
  until: number;
  mostSeries?: number;
};

/** What happens to the alerts of a rule while traffic comes and goes: `7 telnyx firing`, `9 telnyx inactive recovered`. */
export async function storyOf(silence: Silence): Promise<string[]> {
  return (await transitionsOf(silence)).map(lineOf);
}

/** The same in full, with the rules on evaluation itself. */
export async function transitionsOf({ rule, traffic, heard = {}, until, mostSeries = 1000 }: Silence) {
  const config = configWithGaps({ rules: [rule], evaluation: { mostSeries } });
  const remembered = new Map<string, Map<string, Measures>>();
  const sums = (dimension: Dimension, span: Span) => {
    const key = `${dimension} ${span.from} ${span.to}`;
    const found = remembered.get(key) ?? sumsOf(dimension, span, traffic, heard);
    remembered.set(key, found);
    return found;
  };
  const input = {
    tenant: 'default',
    zone: 'UTC',
    stage: 'test',
    rules: allRules(config.rules),
    config,
    readings: () => emptyReadings({ sums: async (dimension, span) => sums(dimension, span) }),
    from: dawn,
    to: dawn + until * minute,
    log: rememberingLog(),
  };
  const all: AlertTransition[] = [];
  for await (const { transitions } of simulate(input)) all.push(...transitions);
  return all;
}

function lineOf({ at, labels, state, because }: AlertTransition): string {
  const names = Object.entries(labels).map(([label, value]) => (label === 'noData' ? 'noData' : value));
  return [(at - dawn) / minute, ...names, state, ...(because ? [because] : [])].join(' ');
}

function sumsOf(
  dimension: Dimension,
  span: Span,
  traffic: Readonly<Record<string, Timeline>>,
  heard: Readonly<Record<string, Timeline>>,
): Map<string, Measures> {
  const values = new Map<string, Measures>();
  const add = (value: string, timeline: Timeline, measuresOf: (seen: string) => Measures | undefined) => {
    const [first, last] = [(span.from - dawn) / minute + 1, (span.to - dawn) / minute + 1];
    for (const seen of timeline.slice(Math.max(0, first), Math.max(0, last))) {
      const measures = measuresOf(seen);
      if (measures === undefined) continue;
      const sums = values.get(value) ?? {};
      addMeasures(sums, measures);
      values.set(value, sums);
    }
  };
  for (const [value, timeline] of Object.entries(traffic)) {
    const own = value === 'all' ? 'total' : value.includes('|') ? 'carrier' : 'provider';
    if (dimension === own) add(value, timeline, (seen) => cases[seen]);
  }
  if (dimension !== 'provider') return values;
  for (const [provider, timeline] of Object.entries(heard)) {
    add(provider, timeline, (seen) => (seen === '?' ? undefined : { 't.sent': 1 }));
  }
  return values;
}
