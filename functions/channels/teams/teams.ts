import * as z from 'zod';
import { jsonText } from '../../core/json-text.ts';
import type { ChannelKind } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { httpDelivery } from '../http-delivery.ts';
import { isSafeAddress } from '../web-address.ts';
import { teamsMessage } from './teams-card.ts';

const settings = z.strictObject({ kind: z.literal('teams'), ...commonSettings });

/** Microsoft Teams, through a workflow that posts what its webhook gets; the secret is the webhook's URL. */
export const teams: ChannelKind<typeof settings> = {
  settings,
  async deliver(notice, _, tools) {
    const url = await tools.secret();
    if (url === undefined) return { kind: 'unconfigured', why: 'its secret, the URL of the workflow, is not set' };
    if (!isSafeAddress(url)) return { kind: 'refused', why: 'its secret is not an https URL' };
    const headers = { 'content-type': 'application/json' };
    const answer = await tools.post({ url, headers, body: jsonText(teamsMessage(notice, tools.source)) });
    return httpDelivery(answer, tools.now(), [url]);
  },
};
