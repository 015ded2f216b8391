import type { Provider } from './provider.ts';
import { telnyx } from './telnyx/telnyx.ts';
import { twilio } from './twilio/twilio.ts';

/** Every provider whose webhooks we take, by the name in its webhook URL. */
export const providers = { telnyx, twilio } satisfies Record<string, Provider>;

/** The provider of that name; names come from URLs, so anything may be asked for. */
export function findProvider(name: string): Provider | undefined {
  const entry = Object.entries(providers).find(([known]) => known === name);
  return entry?.[1];
}
