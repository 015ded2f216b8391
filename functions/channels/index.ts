import * as z from 'zod';
import type { ChannelTools, Delivery, Notice } from './channel.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';
import { slack } from './slack/slack.ts';
import { sns } from './sns/sns.ts';

/** Every kind of channel. A new one is a folder and a line in both lists. */
export const channelKinds = { slack, pagerduty, sns };

export const channelSettings = z.discriminatedUnion('kind', [slack.settings, pagerduty.settings, sns.settings]);
/** One entry of `channels` in the configuration. */
export type ChannelSettings = z.output<typeof channelSettings>;

type Kinds = typeof channelKinds;
type SettingsOf = { [K in keyof Kinds]: z.output<Kinds[K]['settings']> };
type Sender<K extends keyof Kinds> = {
  deliver(notice: Notice, settings: SettingsOf[K], tools: ChannelTools): Promise<Delivery>;
};
const senders: { [K in keyof Kinds]: Sender<K> } = channelKinds;

/** Sends a notice to a channel of any kind. */
export function deliver<K extends keyof Kinds>(
  notice: Notice,
  settings: { [P in K]: SettingsOf[P] & { kind: P } }[K],
  tools: ChannelTools,
): Promise<Delivery> {
  const kind: K = settings.kind;
  return senders[kind].deliver(notice, settings, tools);
}
