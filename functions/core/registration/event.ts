import type { ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';

/** What has to be registered before messages may be sent: 10DLC's three units, and WhatsApp's. */
export const registrationUnits = ['brand', 'campaign', 'number', 'connection', 'template', 'account'] as const;
export type RegistrationUnit = (typeof registrationUnits)[number];

/** How a registration stands. */
export const registrationStatuses = [
  'pending',
  'active',
  'rejected',
  'suspended',
  'expired',
  'dormant',
  'disconnected',
  'removed',
] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** Statuses in which nothing is sent until somebody acts. */
export const blockingStatuses = [
  'rejected',
  'suspended',
  'expired',
  'dormant',
  'disconnected',
] as const satisfies RegistrationStatus[];

type Told = {
  kind: 'registration';
  unit: RegistrationUnit;
  /** The provider's id of the unit; a phone number is told as `from`. */
  unitId: string;
  /** Absent: news that changes nothing (`CAMPAIGN_BILLED`). */
  status?: RegistrationStatus | undefined;
  /** The provider's own word: `MNO_CAMPAIGN_OPERATION_SUSPENDED`. */
  word: string;
  /** Why, in the provider's words. */
  reason?: string | undefined;
};

/** One piece of news about a registration. Its id is that of the news. */
export type RegistrationEvent = EventBase & Told;

/** A {@link RegistrationEvent} made ready for the journal. */
export type ReadyRegistration = ReadyEvent & Told;
