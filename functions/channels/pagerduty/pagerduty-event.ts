import { cutText, utf8Size } from '../../core/cut-text.ts';
import { jsonText } from '../../core/json-text.ts';
import type { Severity } from '../../core/severity.ts';
import type { Notice } from '../channel.ts';
import { comparedHeadline } from '../headline.ts';
import { eventDetails } from './event-details.ts';

/** What PagerDuty takes (developer.pagerduty.com, Events API v2); the last three are ours, so that the rest always fits. */
const limits = { summary: 1024, body: 512_000, field: 255, href: 2000, links: 20 };

const severities = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
} as const satisfies Record<Severity, string>;

export type Image = { src: string; href?: string | undefined; alt?: string | undefined };
type Follow = { routing_key: string; event_action: 'acknowledge' | 'resolve'; dedup_key: string };
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
    class?: string;
    custom_details: Record<string, unknown>;
  };
  links: { href: string; text: string }[];
  images?: readonly Image[];
};

/** @property source `wirewatch/<stage>` */
export type EventContext = { routingKey: string; source: string; images?: readonly Image[] };

/** The event as it is posted; details that would make it too large are left out, and said to be. */
export function eventBody(notice: Notice, context: EventContext): string {
  const event = pagerdutyEvent(notice, context);
  const body = jsonText(event);
  if (event.event_action !== 'trigger' || utf8Size(body) <= limits.body) return body;
  const custom_details = { note: 'The details were left out: they are larger than PagerDuty takes.' };
  return jsonText({ ...event, payload: { ...event.payload, custom_details } });
}

/** An incident stays one while its key does: what fires triggers it, again and again, and only the end of all resolves it. */
export function pagerdutyEvent(notice: Notice, context: EventContext): Trigger | Follow {
  const [routing_key, dedup_key] = [context.routingKey, notice.dedupKey];
  if (notice.kind === 'resolved') return { routing_key, event_action: 'resolve', dedup_key };
  if (notice.kind === 'acknowledged') return { routing_key, event_action: 'acknowledge', dedup_key };
  const { images = [] } = context;
  const links = linksOf(notice);
  const client_url = links.find(({ text }) => text === 'Dashboard')?.href;
  return {
    routing_key,
    event_action: 'trigger',
    dedup_key,
    client: 'Wirewatch',
    ...(client_url && { client_url }),
    payload: payloadOf(notice, context.source),
    links,
    ...(images.length > 0 && { images }),
  };
}

function payloadOf(notice: Notice, source: string): Trigger['payload'] {
  const { labels, severity, tenant, since } = notice;
  return {
    summary: cutText(comparedHeadline(notice), limits.summary),
    source,
    severity: severities[severity],
    timestamp: new Date(since).toISOString(),
    ...(labels.provider && { component: field(labels.provider) }),
    group: field(tenant),
    ...(labels.rule && { class: field(labels.rule) }),
    custom_details: eventDetails(notice),
  };
}

function linksOf({ text, actions }: Notice): Trigger['links'] {
  return [...text.links, ...actions]
    .filter(({ url }) => url.length <= limits.href)
    .slice(0, limits.links)
    .map(({ label, url }) => ({ href: url, text: field(label) }));
}

function field(text: string): string {
  return cutText(text, limits.field);
}
