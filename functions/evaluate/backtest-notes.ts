import type { RuleSettings } from '../config/schema.ts';
import { localStamps } from '../core/calendar.ts';
import type { Log } from '../core/log.ts';
import { countText } from '../core/number-text.ts';

/** What a backtest cannot know of a kind of rule; absent: it finds what live evaluation found. */
const ofKind: Readonly<Record<string, string>> = {
  overdue: 'Receipts that came later are counted here: fewer messages are overdue than were at the time.',
  percentile: 'Receipts that came later are counted here: what waited at the time is known to have ended.',
  slow: 'Receipts that came later are counted here: what was slow at the time is known to have ended.',
  registration: 'Registrations are judged by what is kept of their history.',
  gauge: 'Gauges are judged as far as what was reported is kept.',
  'aws-metric': 'CloudWatch keeps metrics by the minute for 15 days, and coarser ones for longer.',
  evaluation:
    'All rules are judged here, and fail here, by themselves: how evaluation went in the deployment is not kept.',
};

/** What to keep in mind of a rule's backtest. */
export function notesOn(rule: RuleSettings): string[] {
  const notes = [ofKind[rule.kind] ?? []].flat();
  if ('early' in rule && rule.early !== undefined) {
    notes.push('Receipts that came later are counted here: the early warning looks at more than it had at the time.');
  }
  return notes;
}

/** Times in epoch milliseconds. */
export type DataFound = {
  from: number;
  /** The last tick at which minutes were looked for that are no longer kept. */
  goneAt: number | undefined;
  /** The first bucket that counts anything; infinity if there is none. */
  firstCounted: number;
};

/** What to keep in mind of the data. */
export function notesOnData({ from, goneAt, firstCounted }: DataFound, zone: string): string[] {
  const stamp = localStamps(zone);
  const gone = 'Up to {at} it looked at minutes that are no longer kept: what it found until then may be wrong.';
  const notes = goneAt === undefined ? [] : [gone.replace('{at}', stamp(goneAt))];
  if (firstCounted === Number.POSITIVE_INFINITY) {
    return [...notes, 'Nothing was counted: are the tenant, the stage and the range right?'];
  }
  return firstCounted > from ? [...notes, `Nothing was counted before ${stamp(firstCounted)}.`] : notes;
}

/** A log that remembers how often a rule could not be judged, or not wholly. */
export function troubleLog(id: string) {
  const trouble = { failed: 0, cut: 0, why: '' };
  const log: Log = {
    info: () => undefined,
    warn: (_, fields) => {
      if (fields?.rule === id) trouble.cut += 1;
    },
    error: (_, fields) => {
      if (fields?.rule !== id) return;
      trouble.failed += 1;
      trouble.why = String(fields.error);
    },
  };
  /** @param judgings how often it was to be judged */
  const notes = (judgings: number): string[] => {
    const { failed, cut, why } = trouble;
    const of = `of ${countText(judgings)} times`;
    return [
      ...(failed > 0 ? [`The rule could not be judged, ${countText(failed)} ${of}: ${why}`] : []),
      ...(cut > 0 ? [`The rule found more label sets than it may judge, ${countText(cut)} ${of}.`] : []),
    ];
  };
  return { log, notes };
}
