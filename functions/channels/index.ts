import * as z from 'zod';
import { bus } from './bus/bus.ts';
import type { AnnounceTools, ChannelTools, Delivery, Deploy, Notice } from './channel.ts';
import { mail } from './mail/mail.ts';
import { opsgenie } from './opsgenie/opsgenie.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';
import { slack } from './slack/slack.ts';
import { slackBot } from './slack-bot/slack-bot.ts';
import { sns } from './sns/sns.ts';
import { teams } from './teams/teams.ts';
import { webhook } from './webhook/webhook.ts';

/** Every kind of channel. A new one is a folder and a line in both lists. */
export const channelKinds = { slack, 'slack-bot': slackBot, teams, pagerduty, sns, mail, webhook, opsgenie, bus };

export const channelSettings = z.discriminatedUnion('kind', [
  slack.settings,
  slackBot.settings,
  teams.settings,
  pagerduty.settings,
  sns.settings,
  mail.settings,
  webhook.settings,
  opsgenie.settings,
  bus.settings,
]);
/** One entry of `channels` in the configuration. */
export type ChannelSettings = z.output<typeof channelSettings>;

type Kinds = typeof channelKinds;
type SettingsOf = { [K in keyof Kinds]: z.output<Kinds[K]['settings']> };
type Sender<K extends keyof Kinds> = {
  deliver(notice: Notice, settings: SettingsOf[K], tools: ChannelTools): Promise<Delivery>;
  announce?(deploy: Deploy, settings: SettingsOf[K], tools: AnnounceTools): Promise<Delivery>;
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

/** Tells a channel of a deployment; `undefined`: channels of its kind are not told. */
export function announce<K extends keyof Kinds>(
  deploy: Deploy,
  settings: { [P in K]: SettingsOf[P] & { kind: P } }[K],
  tools: AnnounceTools,
): Promise<Delivery> | undefined {
  const kind: K = settings.kind;
  return senders[kind].announce?.(deploy, settings, tools);
}

/** Whether a channel is to be told when somebody takes an alert on. */
export function hearsAcknowledgements(settings: ChannelSettings | undefined): boolean {
  return settings !== undefined && kindOf(settings).hearsAcknowledgements === true;
}

/** Whether a channel keeps open what it is told until it hears of its end. */
export function keepsIncidents(settings: ChannelSettings | undefined): boolean {
  return settings !== undefined && kindOf(settings).keepsIncidents === true;
}

function kindOf({ kind }: ChannelSettings): { hearsAcknowledgements?: true; keepsIncidents?: true } {
  return channelKinds[kind];
}
