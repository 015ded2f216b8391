import * as z from 'zod';
import type { ChannelKind } from '../channel.ts';
import { httpDelivery } from '../http-delivery.ts';
import { isSafeAddress } from '../web-address.ts';
import { eventBody } from './pagerduty-event.ts';

const settings = z.strictObject({
  kind: z.literal('pagerduty'),
  /** Where events go; accounts in the EU have their own host. */
  url: z
    .url()
    .refine(isSafeAddress, 'use https, or http to this machine')
    .default('https://events.pagerduty.com/v2/enqueue'),
});

/** PagerDuty, through Events API v2; the secret is the integration's routing key. */
export const pagerduty: ChannelKind<typeof settings> = {
  settings,
  async deliver(notice, { url }, tools) {
    const routingKey = await tools.secret();
    if (routingKey === undefined) return { kind: 'unconfigured', why: 'its secret, the routing key, is not set' };
    const body = eventBody(notice, routingKey, tools.source);
    const answer = await tools.post({ url, headers: { 'content-type': 'application/json' }, body });
    return httpDelivery(answer, tools.now(), [routingKey]);
  },
};
