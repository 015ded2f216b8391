import { app } from './app/app.ts';
import { awsSms } from './aws-sms/aws-sms.ts';
import { evolution } from './evolution/evolution.ts';
import { meta } from './meta/meta.ts';
import type { BusProvider, Provider, WebhookProvider } from './provider.ts';
import { telnyx } from './telnyx/telnyx.ts';
import { twilio } from './twilio/twilio.ts';

const senders = { 'aws-sms': awsSms, evolution, meta, telnyx, twilio } satisfies Record<string, Provider>;

/**
 * Every provider that we understand, by the name in its webhook URL, in tables and in metrics. The team's own application
 * is one, and tells of the messages of all others.
 */
export const providers = { ...senders, app: app(Object.keys(senders)) } satisfies Record<string, Provider>;

const all: readonly (readonly [string, Provider])[] = Object.entries(providers);

/** The providers that call a URL of ours, by name. */
export const webhookProviders: ReadonlyMap<string, WebhookProvider> = new Map(
  all.flatMap(([name, provider]) => (provider.comesBy === 'webhook' ? [[name, provider]] : [])),
);

/** The providers whose events come over the bus, by name. */
export const busProviders: ReadonlyMap<string, BusProvider> = new Map(
  all.flatMap(([name, provider]) => (provider.comesBy === 'bus' ? [[name, provider]] : [])),
);

/** Where on the account's bus the events of those providers come from. */
export const busSources: readonly string[] = [...busProviders.values()].map(({ source }) => source);
