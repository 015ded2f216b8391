import { type Alert, isOpen, noDataLabel, type Verdict } from '../core/alert.ts';
import { alertId } from '../core/alert-id.ts';
import { type Severity, severities } from '../core/severity.ts';
import type { Observation } from '../core/step.ts';
import { plain } from '../rules/evidence.ts';
import { dimensionOf, isWanted, type Labels, scopesOf } from '../rules/grouping.ts';
import { labelsOfRule, type RuleSettings } from '../rules/index.ts';
import type { Judgement, Look, Series } from '../rules/rule-kind.ts';
import { mapLevels } from '../rules/rule-settings.ts';
import { dayBefore, openWindow } from '../rules/windows.ts';

type ObserveInput = {
  tenant: string;
  rule: RuleSettings;
  look: Look;
  judgement: Judgement;
  /** All alerts of the rule, whoever judges them. */
  stored: readonly Alert[];
  /** Whether this evaluator is the one that judges the alert. */
  owns(alertId: string): boolean;
  mostSeries: number;
};

/** `outdated`: alerts whose labels are not the rule's any more. `cut`: so many label sets are over the limit. */
type Observed = { seen: Observation[]; outdated: Alert[]; cut: number };

/**
 * What a tick says of every label set that was measured, is missed, or has an alert. Whoever shares the work finds the
 * same and takes its part of it. @throws Error if a label set was judged twice
 */
export async function observe(input: ObserveInput): Promise<Observed> {
  const { rule, stored, judgement, owns } = input;
  const measured = judgement.series.map((series) => named(input, series));
  const ids = idsOf(measured);
  if (ids.size < measured.length) throw new Error(`rule ${rule.id} judged the same labels twice`);
  const missed = (await missedLabels(input)).map((labels) => absent(input, labels)).filter(({ id }) => !ids.has(id));
  const present = mostImportant([...measured, ...missed], input);
  const told = rule.onUnknown === 'nodata' ? [...present, ...noData(input, present)] : present;
  const have = idsOf([...measured, ...missed, ...told]);
  const others = stored.filter(({ id }) => !have.has(id));
  const gone = others.filter((alert) => fits(rule, alert)).map(({ labels }) => absent(input, labels));
  const seen = [
    ...told.map((one) => takenFor(rule, one, unknownAs[rule.onUnknown])),
    ...gone.map((one) => takenFor(rule, one, goneAs[rule.onUnknown])),
  ];
  return {
    seen: seen.filter(({ id }) => owns(id)),
    outdated: others.filter((alert) => owns(alert.id) && !fits(rule, alert)),
    cut: measured.length + missed.length - present.length,
  };
}

function idsOf(all: readonly { id: string }[]): Set<string> {
  return new Set(all.map(({ id }) => id));
}

function named({ tenant, rule }: ObserveInput, { labels, verdicts, evidence }: Series): Observation {
  return { tenant, rule: rule.id, id: alertId(tenant, rule.id, labels), labels, verdicts, evidence };
}

/** A label set that was not measured: the kind may know what that means, and else it is unknown. */
function absent(input: ObserveInput, labels: Labels): Observation {
  const judged = noDataLabel in labels ? undefined : input.judgement.absent?.(labels);
  return named(input, { labels, ...(judged ?? { verdicts: {}, evidence: nothing(input) }) });
}

function nothing({ rule, look }: ObserveInput) {
  return plain(undefined, openWindow(rule.every, look.tick));
}

/** What has an alert, and then what has most traffic; in kinds that count no cases, what has the highest value. */
function mostImportant(all: Observation[], { stored, mostSeries }: ObserveInput): Observation[] {
  if (all.length <= mostSeries) return all;
  const open = new Set(stored.filter(isOpen).map(subjectId));
  const weight = ({ id, evidence }: Observation) =>
    open.has(id) ? Number.MAX_VALUE : evidence?.sample || evidence?.value || 0;
  return all.toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1)).slice(0, mostSeries);
}

/** The label set that an alert speaks of: its own, or the one of which nothing is known. */
function subjectOf({ labels }: Alert): Labels {
  const { [noDataLabel]: _, ...subject } = labels;
  return subject;
}

function subjectId(alert: Alert): string {
  return alertId(alert.tenant, alert.rule, subjectOf(alert));
}

function fits(rule: RuleSettings, alert: Alert): boolean {
  if (noDataLabel in alert.labels && rule.onUnknown !== 'nodata') return false;
  const names = labelsOfRule(rule);
  const labels = subjectOf(alert);
  const same = Object.keys(labels).length === names.length && names.every((name) => name in labels);
  return same && isWanted(rule, labels);
}

/** Label sets of the last day that may be missing now; asked only where a rule wants to be told of silence. */
async function missedLabels({ rule, look: { tick, zone, read } }: ObserveInput): Promise<Labels[]> {
  if (rule.onUnknown === 'keep' || rule.onUnknown === 'ok' || rule.by.length === 0) return [];
  if (labelsOfRule(rule) !== rule.by) return [];
  const values = await read.sums(dimensionOf(rule.by), dayBefore(zone, tick));
  return scopesOf(rule, values, {}).map(({ labels }) => labels);
}

/** What an unknown verdict is taken for. Of label sets that are gone for a day nobody wants to be told. */
const unknownAs = { keep: 'unknown', nodata: 'unknown', ok: 'good', alerting: 'bad' } as const;
const goneAs = { ...unknownAs, alerting: 'unknown' } as const;

function takenFor(rule: RuleSettings, seen: Observation, unknown: Verdict): Observation {
  if (unknown === 'unknown') return seen;
  const levels: Partial<Record<Severity, object>> = rule.when;
  const verdicts = mapLevels(levels, (_, severity) => {
    const verdict = seen.verdicts[severity];
    return verdict === undefined || verdict === 'unknown' ? unknown : verdict;
  });
  return { ...seen, verdicts };
}

/** An alert of its own for each label set of which there are no data, of the mildest severity. Few data are data. */
function noData(input: ObserveInput, present: readonly Observation[]): Observation[] {
  const { when } = input.rule;
  const mildest = severities.findLast((severity) => when[severity] !== undefined);
  if (mildest === undefined) return [];
  return present.map(({ labels, verdicts, evidence }) => {
    const isUnknown = Object.values(verdicts).every((verdict) => verdict === 'unknown');
    const verdict: Verdict = isUnknown && evidence?.value === undefined ? 'bad' : 'good';
    const missing = { ...labels, [noDataLabel]: 'yes' };
    return named(input, { labels: missing, verdicts: { [mildest]: verdict }, evidence: nothing(input) });
  });
}
