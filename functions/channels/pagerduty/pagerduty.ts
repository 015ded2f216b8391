import * as z from 'zod';
import type { ChannelKind } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { isPartlyAcknowledged } from '../headline.ts';
import { httpDelivery } from '../http-delivery.ts';
import { isSafeAddress } from '../web-address.ts';
import { announceDeploy } from './change-event.ts';
import { eventBody } from './pagerduty-event.ts';

/** PagerDuty shows an image only if it comes over TLS. */
const webAddress = z.url({ protocol: /^https$/, error: 'use an https URL' }).max(2000);

const settings = z.strictObject({
  kind: z.literal('pagerduty'),
  /** Where events go; accounts in the EU have their own host. */
  url: z
    .url()
    .refine(isSafeAddress, 'use https, or http to this machine')
    .default('https://events.pagerduty.com/v2/enqueue'),
  /** Shown in every incident: a graph, a map. */
  images: z
    .array(z.strictObject({ src: webAddress, href: webAddress.optional(), alt: z.string().max(255).optional() }))
    .max(10)
    .default([]),
  ...commonSettings,
});

/** PagerDuty, through Events API v2; the secret is the integration's routing key. */
export const pagerduty: ChannelKind<typeof settings> = {
  settings,
  hearsAcknowledgements: true,
  keepsIncidents: true,
  async deliver(notice, { url, images }, tools) {
    if (notice.kind === 'digest')
      return { kind: 'refused', why: 'it takes no digest, for nobody would ever resolve it' };
    if (isPartlyAcknowledged(notice)) return { kind: 'sent' };
    const routingKey = await tools.secret();
    if (routingKey === undefined) return { kind: 'unconfigured', why: 'its secret, the routing key, is not set' };
    const body = eventBody(notice, { routingKey, source: tools.source, images });
    const answer = await tools.post({ url, headers: { 'content-type': 'application/json' }, body });
    return httpDelivery(answer, tools.now(), [routingKey]);
  },
  announce: (deploy, { url }, tools) => announceDeploy(deploy, url, tools),
};
