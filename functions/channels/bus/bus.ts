import * as z from 'zod';
import type { ChannelKind } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { noticeJson } from '../notice-json.ts';

const settings = z.strictObject({
  kind: z.literal('bus'),
  /** The ARN or, in the same account and region, the name of an EventBridge bus. */
  bus: z
    .string()
    .regex(
      /^(arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[A-Za-z0-9._-]{1,256}$/,
      'write the ARN or the name of an EventBridge bus',
    ),
  ...commonSettings,
});

/** An EventBridge bus of the team's own: notices as they are decided, beside the alerts' changes on Wirewatch's bus. */
export const bus: ChannelKind<typeof settings> = {
  settings,
  hearsAcknowledgements: true,
  deliver: (notice, { bus }, tools) =>
    tools.putEvent({ bus, detailType: `Notice ${notice.kind}`, detail: noticeJson(notice, tools.source) }),
  announce: ({ at, ...deploy }, { bus }, tools) =>
    tools.putEvent({
      bus,
      detailType: 'Deployed',
      detail: { version: 1, source: tools.source, deploy: { ...deploy, at: new Date(at).toISOString() } },
    }),
};
