import type { ActOutcome } from '../functions/act/act-outcome.ts';
import { outcomeLines } from '../functions/act/outcome-lines.ts';
import { localStamps } from '../functions/core/calendar.ts';
import { matchersText } from '../functions/core/matcher.ts';
import { noticesText } from './notices-text.ts';
import { printable } from './printable.ts';
import { textTable } from './text-table.ts';
import { tokensText } from './tokens-text.ts';

type Listed<Kind extends ActOutcome['kind']> = Extract<ActOutcome, { kind: Kind }>;
type Stamp = (at: number) => string;

/** How an action ended, or the answer to a question, for a terminal. @param zone of the tenant, in which times are written */
export function outcomeText(outcome: ActOutcome, zone: string): string {
  const stamp = localStamps(zone);
  switch (outcome.kind) {
    case 'alerts':
      return alertsText(outcome, stamp);
    case 'silences':
      return silencesText(outcome, stamp);
    case 'overrides':
      return overridesText(outcome, stamp);
    case 'on-call':
      return onCallText(outcome, stamp);
    case 'tokens':
      return tokensText(outcome, stamp);
    case 'audit':
      return auditText(outcome, stamp);
    case 'notices':
      return noticesText(outcome, stamp);
    default:
      return outcomeLines(outcome).map(printable).join('\n');
  }
}

function alertsText({ alerts, more }: Listed<'alerts'>, stamp: Stamp): string {
  if (alerts.length === 0) return 'No alert fires.';
  const rows = alerts.map(({ id, severity = '', rule, labels, firedAt, handling }) => {
    const of = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return [id.slice(0, 6), severity, rule, of.join(' '), firedAt === undefined ? '' : stamp(firedAt), handling];
  });
  const table = textTable([['id', 'severity', 'rule', 'of', 'since', 'in hand'], ...rows]);
  return more === undefined ? table : `${table}\nand ${more} more, none of them worse`;
}

function silencesText({ silences }: Listed<'silences'>, stamp: Stamp): string {
  if (silences.length === 0) return 'There are no silences.';
  const rows = silences.map(({ id, state, matchers, startsAt, endsAt, by, comment }) => {
    return [id, state, matchersText(matchers), stamp(startsAt), stamp(endsAt), by.name, comment];
  });
  return textTable([['id', 'is', 'silences', 'from', 'to', 'by', 'comment'], ...rows]);
}

function overridesText({ overrides, refused }: Listed<'overrides'>, stamp: Stamp): string {
  if (overrides.length === 0) return 'Nothing is overridden: all is as deployed.';
  const rows = overrides.map(({ section, value, by, at, until }) => {
    const idle = refused.filter((one) => one.section === section).map(({ why }) => why);
    const state = idle.length === 0 ? 'applies' : `does not apply: ${idle.join('; ')}`;
    const what = section === 'rules' ? `rules: ${Object.keys(Object(value)).join(', ')}` : section;
    return [what, by.name, stamp(at), until === undefined ? 'until it is removed' : stamp(until), state];
  });
  return textTable([['section', 'by', 'at', 'until', 'state'], ...rows]);
}

function onCallText({ schedules }: Listed<'on-call'>, stamp: Stamp): string {
  if (schedules.length === 0) return 'There are no schedules: onCall.schedules of the configuration is empty.';
  const rows = schedules.map(({ schedule, person, name, until }) => {
    return [schedule, name ?? person ?? 'nobody', until === undefined ? 'for good' : `until ${stamp(until)}`];
  });
  return textTable(rows);
}

/** The newest last, as a terminal shows it. */
function auditText({ records, more }: Listed<'audit'>, stamp: Stamp): string {
  if (records.length === 0 && more === undefined) return 'Nobody did anything in this time.';
  const rest = more === undefined ? [] : [`There is more before ${stamp(more)}: --to ${new Date(more).toISOString()}`];
  const lines = records
    .toReversed()
    .flatMap(({ at, by, did, changes, unlisted }) => [
      `${stamp(at)}  ${by.name} (${by.via})  ${did}`,
      ...changes.map(({ what, before, after }) => `    ${what}: ${before} → ${after}`),
      ...(unlisted === undefined ? [] : [`    and ${unlisted} more`]),
    ])
    .map(printable);
  return [...lines, ...rest].join('\n');
}
