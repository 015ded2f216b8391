import type * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import type { Dimension, Measures } from '../core/counter.ts';
import type { Severity } from '../core/severity.ts';

/** One label set that a rule judged, with a verdict for each of its severity levels. */
export type Series = {
  labels: Record<string, string>;
  verdicts: Partial<Record<Severity, Verdict>>;
  evidence: Evidence;
};

/** How a rule reads the counters of its tenant. Times are epoch milliseconds, ranges exclude their end. */
export type Readings = {
  /** The sums over the minutes of `[from, to)`, by value of the dimension. Reads one partition a minute, shared within a tick. */
  minutes(dimension: Dimension, from: number, to: number): Promise<ReadonlyMap<string, Measures>>;
  /** The sum over the whole hours inside `[from, to)` of one value. */
  hours(dimension: Dimension, value: string, from: number, to: number): Promise<Measures>;
};

/** What a notice says in the words of the rule's kind. */
export type RuleWords = {
  /** Of one severity: `threshold 90 %`; absent if the rule has no such level. */
  threshold: string | undefined;
  /** What the failures are: `failed`, `without a receipt`. */
  failures: string;
};

/** A kind of rule: the shape of its settings, and how it turns windows into verdicts. A plug-in: one file, one registry line. */
export type RuleKind<Settings extends z.ZodType> = {
  settings: Settings;
  /** @param tick the evaluated minute's start; the kind subtracts its own settle lag */
  judge(rule: z.output<Settings>, tick: number, read: Readings): Promise<Series[]>;
  words(rule: z.output<Settings>, severity: Severity): RuleWords;
};
