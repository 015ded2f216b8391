import type { ActivityEvent } from './activity/event.ts';
import type { CallEvent } from './call/event.ts';
import type { ConsentEvent } from './consent/consent.ts';
import type { FaultEvent } from './fault/fault.ts';
import type { InboundEvent } from './inbound/event.ts';
import type { MessageEvent } from './message/event.ts';
import type { RegistrationEvent } from './registration/event.ts';

/** What a provider may tell: each kind has a journal entry of its own kind. */
export type ProviderEvent =
  | MessageEvent
  | CallEvent
  | InboundEvent
  | ConsentEvent
  | RegistrationEvent
  | FaultEvent
  | ActivityEvent;
