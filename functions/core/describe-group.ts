import type { Alert } from './alert.ts';
import { shortId } from './alert-id.ts';
import type { AlertText } from './alert-text.ts';
import { localTimeText } from './calendar.ts';
import type { DescribeContext, DescribedRule } from './describe.ts';
import { groupStory } from './group-story.ts';
import { groupTitle } from './group-title.ts';
import { listText } from './list-text.ts';
import { countText, durationText } from './number-text.ts';
import { type Severity, severities, severityOrder } from './severity.ts';

/** One alert of a group, in its own words, and the words of its rule. */
export type GroupMember = { alert: Alert; text: AlertText; rule: DescribedRule };

export type DescribeGroupContext = Pick<DescribeContext, 'timeZone' | 'now'> & {
  /** The group's id. */
  group: string;
  /** How many alerts there are besides those that are given, none of which is worse. */
  more?: number | undefined;
};

const mostMembers = 10;
const mostNames = 3;

/**
 * Several alerts in words, for one message; of a single one its own. The order among alerts of one severity is kept.
 * @param firing none: all of it has ended
 */
export function describeGroup(
  firing: readonly GroupMember[],
  resolved: readonly GroupMember[],
  context: DescribeGroupContext,
): AlertText {
  const [burning, over] = [worstFirst(firing), worstFirst(resolved)];
  const all = [...burning, ...over];
  const { more = 0 } = context;
  const subject = burning.length > 0 ? burning : over;
  const [first] = subject;
  if (first === undefined) throw new Error(`group ${context.group} has no alerts to tell of`);
  if (all.length === 1) return first.text;
  const comparison = sharedThreshold(subject);
  const story = groupStory(burning);
  return {
    ...story,
    title: subject.length === 1 ? first.text.title : groupTitle(subject, more),
    ...(comparison && { comparison }),
    facts: [
      timeText(burning, over, context),
      severityCounts(subject, more),
      ...story.facts,
      resolvedText(burning, over),
    ].flatMap((fact) => fact ?? []),
    members: memberLines(burning, over, comparison, more),
    links: first.text.links,
    footer: footerOf(all, context),
  };
}

function worstFirst(members: readonly GroupMember[]): GroupMember[] {
  return members.toSorted((a, b) => severityOrder(severityOf(a)) - severityOrder(severityOf(b)));
}

/** Of what has ended: as bad as it was. */
function severityOf({ alert }: GroupMember): Severity | undefined {
  return alert.severity ?? alert.peak;
}

/** What is usual differs from alert to alert, the threshold does not have to. */
function sharedThreshold(members: readonly GroupMember[]): string | undefined {
  const threshold = members[0]?.rule.threshold;
  return members.every(({ rule }) => rule.threshold === threshold) ? threshold : undefined;
}

/** How long the first of them has lasted, or all of them did. */
function timeText(
  firing: readonly GroupMember[],
  resolved: readonly GroupMember[],
  { timeZone, now }: DescribeGroupContext,
): string | undefined {
  const members = firing.length > 0 ? firing : resolved;
  const starts = members.flatMap(({ alert }) => alert.since ?? []);
  if (starts.length === 0) return undefined;
  const since = Math.min(...starts);
  const from = localTimeText(timeZone, since);
  if (firing.length > 0) return `since ${from}, ${durationText(Math.max(0, now - since))}`;
  const end = Math.max(...members.map(({ alert }) => alert.resolvedAt ?? 0));
  return end < since ? undefined : `lasted ${durationText(end - since)}, ${from} to ${localTimeText(timeZone, end)}`;
}

/** `2 critical, 38 high` */
function severityCounts(members: readonly GroupMember[], more: number): string | undefined {
  const counts = severities.flatMap((severity) => {
    const count = members.filter((member) => severityOf(member) === severity).length;
    return count > 0 ? `${countText(count)} ${severity}` : [];
  });
  const counted = counts.join(', ') || undefined;
  return more > 0 ? `${counted} and ${countText(more)} more` : counted;
}

function resolvedText(firing: readonly GroupMember[], resolved: readonly GroupMember[]): string | undefined {
  if (firing.length === 0 || resolved.length === 0) return undefined;
  const titles = resolved.map(({ text }) => text.title);
  return `${resolved.length} of ${firing.length + resolved.length} resolved: ${listText(titles, mostNames)}`;
}

/** What all share is not said again of each. */
function memberLines(
  firing: readonly GroupMember[],
  resolved: readonly GroupMember[],
  shared: string | undefined,
  more: number,
) {
  const line = (word: string, { text, alert }: GroupMember) =>
    `${word}  ${text.title}${text.comparison && shared === undefined ? `  (${text.comparison})` : ''} · ${shortId(alert)}`;
  const lines = [
    ...firing.map((member) => line((severityOf(member) ?? 'firing').toUpperCase(), member)),
    ...resolved.map((member) => line('RESOLVED', member)),
  ];
  const left = lines.length + more - mostMembers;
  return left > 0 ? [...lines.slice(0, mostMembers), `and ${left} more`] : lines;
}

function footerOf(members: readonly GroupMember[], { group }: DescribeGroupContext): string {
  const rules = members.map(({ alert }) => alert.rule);
  return `${listText(rules, mostNames)} · group ${group}`;
}
