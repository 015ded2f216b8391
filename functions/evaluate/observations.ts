import { type Alert, noDataLabel, type Verdict } from '../core/alert.ts';
import { alertId } from '../core/alert-id.ts';
import { type Severity, severities } from '../core/severity.ts';
import type { Observation } from '../core/step.ts';
import { day } from '../core/time.ts';
import { plain } from '../rules/evidence.ts';
import { dimensionOf, isWanted, type Labels, membersOf } from '../rules/grouping.ts';
import { labelsOfRule, type RuleSettings } from '../rules/index.ts';
import type { Judged, Judgement, Look, Series } from '../rules/rule-kind.ts';
import { mapLevels } from '../rules/rule-settings.ts';
import { openWindow } from '../rules/windows.ts';

export type ObserveInput = {
  tenant: string;
  rule: RuleSettings;
  look: Look;
  judgement: Judgement;
  stored: readonly Alert[];
  /** Whether this evaluator is the one that judges the alert. */
  owns(alertId: string): boolean;
  mostSeries: number;
};

/** `outdated`: alerts whose labels are not the rule's any more. `cut`: so many label sets are over the limit. */
export type Observed = { seen: Observation[]; outdated: Alert[]; cut: number };

/** What a tick says of every label set that was measured, has an alert, or is missed. @throws Error if one was judged twice */
export async function observe(input: ObserveInput): Promise<Observed> {
  const { rule, stored, judgement, mostSeries, look } = input;
  const measured = judgement.series.map((series) => named(input, series)).filter(({ id }) => input.owns(id));
  const ids = new Set(measured.map(({ id }) => id));
  if (ids.size < measured.length) throw new Error(`rule ${rule.id} judged the same labels twice`);
  const kept = mostImportant(measured, new Set(stored.map(({ id }) => id)), mostSeries);
  const others = stored.filter(({ id, labels }) => !ids.has(id) && !(noDataLabel in labels));
  const [outdated, silent] = [others.filter((one) => !fits(rule, one)), others.filter((one) => fits(rule, one))];
  const absent = silent.map(({ labels }) => named(input, { labels, ...(judgement.absent?.(labels) ?? nothing) }));
  const known = [...kept, ...absent];
  const missed = (await missedLabels(rule, look)).map((labels) =>
    named(input, { labels, verdicts: {}, evidence: plain(undefined, openWindow(rule.every, look.tick)) }),
  );
  const have = new Set([...ids, ...known.map(({ id }) => id)]);
  const all = [...known, ...missed.filter(({ id }) => input.owns(id) && !have.has(id))];
  const seen = rule.onUnknown === 'nodata' ? [...all, ...noData(input, all)] : all.map((one) => inMode(rule, one));
  return { seen, outdated, cut: measured.length - kept.length };
}

const nothing: Partial<Judged> & Pick<Judged, 'verdicts'> = { verdicts: {} };

function named({ tenant, rule }: ObserveInput, series: Pick<Series, 'labels' | 'verdicts'> & Partial<Series>) {
  const { labels, verdicts, evidence } = series;
  const observation: Observation = { tenant, rule: rule.id, id: alertId(tenant, rule.id, labels), labels, verdicts };
  return evidence === undefined ? observation : { ...observation, evidence };
}

/** What has an alert, and then what has most traffic. */
function mostImportant(all: Observation[], alerts: ReadonlySet<string>, most: number): Observation[] {
  if (all.length <= most) return all;
  const weight = ({ id, evidence }: Observation) =>
    alerts.has(id) ? Number.POSITIVE_INFINITY : (evidence?.sample ?? 0);
  return all.toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1)).slice(0, most);
}

function fits(rule: RuleSettings, { labels }: Alert): boolean {
  const names = labelsOfRule(rule);
  const same = Object.keys(labels).length === names.length && names.every((name) => name in labels);
  return same && isWanted(rule, labels);
}

/** Label sets of the last day that may be missing now; asked only where a rule wants to be told of silence. */
async function missedLabels(rule: RuleSettings, { tick, read }: Look): Promise<Labels[]> {
  if (rule.onUnknown === 'keep' || rule.onUnknown === 'ok' || rule.by.length === 0) return [];
  if (labelsOfRule(rule) !== rule.by) return [];
  const values = await read.sums(dimensionOf(rule.by), openWindow(day, tick));
  return membersOf(rule, values, {}).map(({ labels }) => labels);
}

function inMode(rule: RuleSettings, seen: Observation): Observation {
  const unknown = unknownAs[rule.onUnknown];
  return { ...seen, verdicts: everyLevel(rule, (severity) => known(seen.verdicts[severity], unknown)) };
}

const unknownAs = { keep: 'unknown', nodata: 'unknown', ok: 'good', alerting: 'bad' } as const;

function known(verdict: Verdict | undefined, unknown: Verdict): Verdict {
  return verdict === undefined || verdict === 'unknown' ? unknown : verdict;
}

/** An alert of its own for each label set of which nothing is known, of the mildest severity. */
function noData(input: ObserveInput, seen: readonly Observation[]): Observation[] {
  const { rule, look } = input;
  const mildest = severities.findLast((severity) => rule.when[severity] !== undefined);
  if (mildest === undefined) return [];
  return seen.map(({ labels, verdicts }) => {
    const unknown = Object.values(verdicts).every((verdict) => verdict === 'unknown');
    const evidence = plain(undefined, openWindow(rule.every, look.tick));
    const verdict: Verdict = unknown ? 'bad' : 'good';
    return named(input, { labels: { ...labels, [noDataLabel]: 'yes' }, verdicts: { [mildest]: verdict }, evidence });
  });
}

function everyLevel(rule: RuleSettings, map: (severity: Severity) => Verdict): Observation['verdicts'] {
  const levels: Partial<Record<Severity, object>> = rule.when;
  return mapLevels(levels, (_, severity) => map(severity));
}
