import * as z from 'zod';
import type { ChannelKind, ChannelTools, Delivery, HttpRequest, Notice } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { isPartlyAcknowledged } from '../headline.ts';
import { httpDelivery } from '../http-delivery.ts';
import { isSafeAddress } from '../web-address.ts';
import { aliasOf, opsgenieRequests } from './opsgenie-requests.ts';

const responder = z
  .strictObject({
    type: z.enum(['team', 'user', 'escalation', 'schedule']),
    id: z.string().optional(),
    /** Of a team, an escalation or a schedule. */
    name: z.string().optional(),
    /** Of a user: the address that they sign in with. */
    username: z.string().optional(),
  })
  .refine(({ id, name, username }) => id ?? name ?? username, 'say who by id, name or, of a user, username');

const settings = z.strictObject({
  kind: z.literal('opsgenie'),
  /** Accounts in the EU have their own host, `https://api.eu.opsgenie.com`. */
  url: z.url().refine(isSafeAddress, 'use https, or http to this machine').default('https://api.opsgenie.com'),
  /** Absent: who is told is decided by the integration that the key is of. */
  responders: z.array(responder).max(50).default([]),
  ...commonSettings,
});

/** Opsgenie, or what speaks its Alert API; the secret is the integration's API key. */
export const opsgenie: ChannelKind<typeof settings> = {
  settings,
  hearsAcknowledgements: true,
  keepsIncidents: true,
  async deliver(notice, settings, tools) {
    if (notice.kind === 'digest') return { kind: 'refused', why: 'it takes no digest, for nobody would ever close it' };
    if (isPartlyAcknowledged(notice)) return sent(notice);
    const key = await tools.secret();
    if (key === undefined) return { kind: 'unconfigured', why: 'its secret, the API key, is not set' };
    const delivery = await inTurn(opsgenieRequests(notice, settings, tools.source), key, tools);
    return delivery.kind === 'sent' ? sent(notice) : delivery;
  },
};

/** The alert is known there by its alias from now on, and later notices are told as its notes. */
function sent(notice: Notice): Delivery {
  return notice.kind === 'resolved' ? { kind: 'sent' } : { kind: 'sent', reference: aliasOf(notice) };
}

async function inTurn(requests: readonly HttpRequest[], key: string, tools: ChannelTools): Promise<Delivery> {
  for (const request of requests) {
    const headers = { ...request.headers, authorization: `GenieKey ${key}` };
    const delivery = httpDelivery(await tools.post({ ...request, headers }), tools.now(), [key]);
    if (delivery.kind !== 'sent') return delivery;
  }
  return { kind: 'sent' };
}
