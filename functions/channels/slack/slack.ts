import * as z from 'zod';
import { jsonText } from '../../core/json-text.ts';
import type { ChannelKind } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { httpDelivery } from '../http-delivery.ts';
import { slackMessage } from '../slack-message.ts';
import { isSafeAddress } from '../web-address.ts';

const settings = z.strictObject({ kind: z.literal('slack'), ...commonSettings });

/** Slack, through an incoming webhook; the secret is the webhook's URL. */
export const slack: ChannelKind<typeof settings> = {
  settings,
  async deliver(notice, _, tools) {
    const url = await tools.secret();
    if (url === undefined) return { kind: 'unconfigured', why: 'its secret, the webhook URL, is not set' };
    if (!isSafeAddress(url)) return { kind: 'refused', why: 'its secret is not an https URL' };
    const answer = await tools.post({
      url,
      headers: { 'content-type': 'application/json' },
      body: jsonText(slackMessage(notice, tools.source)),
    });
    return httpDelivery(answer, tools.now(), [url]);
  },
};
