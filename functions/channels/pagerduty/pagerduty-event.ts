import type { Severity } from '../../core/severity.ts';
import type { Notice } from '../channel.ts';
import { cutText, oneLine, utf8Size } from '../cut-text.ts';
import { statusWord } from '../headline.ts';

/** What PagerDuty takes (developer.pagerduty.com, Events API v2). */
const limits = { summary: 1024, body: 512_000 };

const severities = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
} as const satisfies Record<Severity, string>;

type Resolve = { routing_key: string; event_action: 'resolve'; dedup_key: string };
type Trigger = {
  routing_key: string;
  event_action: 'trigger';
  dedup_key: string;
  client: string;
  client_url?: string;
  payload: {
    summary: string;
    source: string;
    severity: (typeof severities)[Severity];
    timestamp: string;
    component?: string;
    group: string;
    class: string;
    custom_details: Record<string, unknown>;
  };
  links: { href: string; text: string }[];
};

/** The event as it is posted; details that would make it too large are left out, and said to be. */
export function eventBody(notice: Notice, routingKey: string, source: string): string {
  const event = pagerdutyEvent(notice, routingKey, source);
  const body = JSON.stringify(event);
  if (utf8Size(body) <= limits.body || event.event_action === 'resolve') return body;
  const custom_details = { note: 'The details were left out: they are larger than PagerDuty takes.' };
  return JSON.stringify({ ...event, payload: { ...event.payload, custom_details } });
}

/** @param source `wirewatch/<stage>` */
export function pagerdutyEvent(notice: Notice, routing_key: string, source: string): Trigger | Resolve {
  const { alert, text, dedupKey: dedup_key } = notice;
  if (notice.kind === 'resolved') return { routing_key, event_action: 'resolve', dedup_key };
  const dashboard = text.links.find(({ label }) => label === 'Dashboard');
  const summary = `${statusWord(notice)}  ${oneLine(text.title)}${text.comparison ? `  (${text.comparison})` : ''}`;
  return {
    routing_key,
    event_action: 'trigger',
    dedup_key,
    client: 'Wirewatch',
    ...(dashboard && { client_url: dashboard.url }),
    payload: {
      summary: cutText(summary, limits.summary),
      source,
      severity: severities[alert.severity ?? 'info'],
      timestamp: new Date(alert.since ?? alert.tick).toISOString(),
      ...(alert.labels.provider && { component: alert.labels.provider }),
      group: alert.tenant,
      class: alert.rule,
      custom_details: details(notice),
    },
    links: text.links.map(({ label, url }) => ({ href: url, text: label })),
  };
}

/** JSON leaves out what is undefined. */
function details({ alert, text, reason }: Notice): Record<string, unknown> {
  return {
    facts: text.facts,
    why: text.why.length > 0 ? text.why : undefined,
    remedy: text.remedy,
    cost: text.cost,
    impact: text.impact,
    labels: alert.labels,
    reason,
    alert: text.footer,
  };
}
