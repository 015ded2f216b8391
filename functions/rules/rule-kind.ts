import type * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import type { Dimension, Measures } from '../core/counter.ts';
import type { RegistrationEntry } from '../core/registration/registration.ts';
import type { Severity } from '../core/severity.ts';
import type { Unit } from '../core/unit.ts';

/** `[from, to)`, epoch milliseconds. */
export type Span = { from: number; to: number };

/** A verdict for each severity level of a rule, and what it rests on. */
export type Judged = { verdicts: Partial<Record<Severity, Verdict>>; evidence: Evidence };

/** One label set that a rule judged. */
export type Series = Judged & { labels: Readonly<Record<string, string>> };

/**
 * What a rule finds at a tick. `absent` judges a label set that was not measured and has an alert; without it, or if it
 * answers nothing, such an alert is unknown. `healthy`: good label sets that do not count as measured, where there may be
 * very many; composite rules see them.
 */
export type Judgement = {
  series: Series[];
  healthy?: Series[];
  absent?: (labels: Readonly<Record<string, string>>) => Judged | undefined;
};

/** The counters of a bucket by value of their dimension. */
export type Slot = Span & { values: ReadonlyMap<string, Measures> };

/** The last value of something that goes up and down, and when it was reported, in epoch milliseconds. */
export type GaugeReading = { value: number; at: number };

/** A metric of CloudWatch, by one of its statistics. */
export type MetricQuery = {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
  statistic: string;
  /** Milliseconds, whole minutes. */
  period: number;
};

/** How it went to evaluate a rule at this tick. `cut`: so many series more than are judged. `not-judged`: it was not due, or counting lags. */
export type RuleHealth = { failing: boolean; cut: number } | 'not-judged';

/** What a rule may read, of one tenant, as it was at one tick. Reads are shared among rules. */
export type Readings = {
  /**
   * The sums over a span by value. Whole hours are taken from hour buckets where the span is longer than two hours, whole
   * days where it is longer than a week; where its minutes are no longer kept complete, it begins with the hour it
   * begins in.
   */
  sums(dimension: Dimension, span: Span): Promise<ReadonlyMap<string, Measures>>;
  /** What {@link Readings.sums} adds up: the buckets of a span, each by itself, in order. */
  slots(dimension: Dimension, span: Span): Promise<readonly Slot[]>;
  /** The minutes of a span, each by itself, in order; minutes in which nothing was counted hold no values. */
  minutes(dimension: Dimension, span: Span): Promise<readonly Slot[]>;
  /** The tenant's hours that lie inside a span, each by itself, in order. */
  hours(dimension: Dimension, span: Span): Promise<readonly Slot[]>;
  /** The tenant's days that lie inside a span, each by itself, in order; a day is there two hours after its end. */
  days(dimension: Dimension, span: Span): Promise<readonly Slot[]>;
  /** The last reported value of every gauge, by name, as far as it was reported in the span. */
  gauges(span: Span): Promise<ReadonlyMap<string, GaugeReading>>;
  /** Every brand, campaign, number, … with its history. */
  registrations(): Promise<readonly RegistrationEntry[]>;
  /** The data points of a metric over a span, in order; `at` is the start of each, in epoch milliseconds. */
  metric(query: MetricQuery, span: Span): Promise<readonly { at: number; value: number }[]>;
  /** What another rule finds at this tick. @throws if it cannot be judged */
  series(rule: string): Promise<readonly Series[]>;
  /** By rule, of all that are enabled: how it went so far. */
  health(): ReadonlyMap<string, RuleHealth>;
};

/** The tick at which a rule is judged (epoch milliseconds), in whose zone, on what. The kind subtracts its own settle lag. */
export type Look = { tick: number; zone: string; stage: string; read: Readings };

/** What a notice says in the words of the rule's kind. */
export type RuleWords = {
  /** Of the value and of what is usual. */
  unit: Unit;
  /** Of one severity: `threshold 90 %`; absent if the rule has no such level. */
  threshold?: string | undefined;
  /** `{failures} of {sample} messages failed`; absent: nothing is said. */
  counted?: string | undefined;
  /** What else the evidence shows. */
  facts?: string[] | undefined;
};

/** A kind of rule: the shape of its settings, and how it turns readings into verdicts. A plug-in: one file, and two lines in `index.ts`: in `ruleKinds` and in `ruleSettings`. */
export type RuleKind<Settings extends z.ZodType> = {
  settings: Settings;
  judge(rule: z.output<Settings>, look: Look): Promise<Judgement>;
  /** What it judges is not counted: it goes on while counting is behind. */
  uncounted?: true;
  /** What it judges is no tenant's own: its alerts are the first tenant's. */
  ofAllTenants?: true;
  /** The labels of its alerts, where they are not those of `by`. */
  labels?(rule: z.output<Settings>): readonly string[];
  words(rule: z.output<Settings>, severity: Severity, evidence: Evidence): RuleWords;
};
