import { cutText, oneLine } from '../../core/cut-text.ts';
import { jsonText } from '../../core/json-text.ts';
import type { AnnounceTools, Delivery, Deploy } from '../channel.ts';
import { httpDelivery } from '../http-delivery.ts';

const mostSummary = 1024;

/**
 * Tells PagerDuty that something was deployed: shown beside later incidents of the service, and never a page
 * (developer.pagerduty.com, Change Events). @param url where events go; changes have a path of their own beside it
 */
export async function announceDeploy(deploy: Deploy, url: string, tools: AnnounceTools): Promise<Delivery> {
  const routingKey = await tools.secret();
  if (routingKey === undefined) return { kind: 'unconfigured', why: 'its secret, the routing key, is not set' };
  if (routingKey.startsWith('R')) return { kind: 'refused', why: keyOfOrchestration };
  const answer = await tools.post({
    url: new URL('change/enqueue', url).href,
    headers: { 'content-type': 'application/json' },
    body: jsonText(changeEvent(deploy, routingKey, tools.source)),
  });
  return httpDelivery(answer, tools.now(), [routingKey]);
}

const keyOfOrchestration =
  'its routing key begins with R and so belongs to an event orchestration, to which PagerDuty takes no changes: ' +
  'add the integration “Events API v2” to the service itself, and set that key as the secret';

function changeEvent({ stage, summary, version, at }: Deploy, routing_key: string, source: string) {
  return {
    routing_key,
    payload: {
      summary: cutText(oneLine(summary), mostSummary),
      source,
      timestamp: new Date(at).toISOString(),
      custom_details: { stage, version },
    },
  };
}
