import type { Notice, NoticeAlert } from '../channel.ts';
import { newsLine, withComparison } from '../headline.ts';

/** More than a person reads in an incident. */
const mostListed = 100;

/** The `custom_details` of an incident. JSON leaves out what is undefined. */
export function eventDetails(notice: Notice): Record<string, unknown> {
  const { text, firing, resolved, reason, tenant, group, labels } = notice;
  return {
    description: descriptionOf(notice),
    message: [withComparison(text), newsLine(notice)].filter((part) => part).join('; '),
    facts: filled(text.facts),
    why: filled(text.why),
    remedy: text.remedy,
    cost: text.cost,
    impact: text.impact,
    people: filled(text.people),
    firing: filled(listed(firing)),
    resolved: filled(listed(resolved)),
    metadata: { reason, tenant, group, labels, alerts: firing.length, resolved: resolved.length },
    timestamp: new Date(notice.since).toISOString(),
    alert: text.footer,
  };
}

/** `delivery-by-carrier: telnyx`, as Alertmanager's users write it: the alert's name and the service. */
function descriptionOf({ firing, labels, tenant }: Notice): string {
  const rules = [...new Set(firing.map(({ alert }) => alert.rule))];
  return `${rules.join(', ')}: ${labels.provider ?? tenant}`;
}

function listed(alerts: readonly NoticeAlert[]): string[] {
  const lines = alerts.slice(0, mostListed).map(lineOf);
  const more = alerts.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

function lineOf({ alert, text }: NoticeAlert): string {
  const word = alert.state === 'firing' ? (alert.severity ?? 'firing').toUpperCase() : 'RESOLVED';
  return `${word}  ${withComparison(text)} · ${text.footer}`;
}

function filled(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}
