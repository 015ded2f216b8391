import type { RegistrationStatus, RegistrationUnit } from '../../core/registration/event.ts';
import { meaningOf } from './fields.ts';

/** What news makes of a unit: a new status, or nothing. */
export type Standing = RegistrationStatus | 'news';
type Words = Readonly<Record<string, Standing>>;

/** How a unit's news is read: by the registry's event if it has one, else by type and status. In lower case. */
type Vocabulary = {
  events: Words;
  /** A list of statuses, or what the type itself says. */
  types: Readonly<Record<string, Words | Standing>>;
  /** The statuses of news that has no type. */
  untyped?: Words;
};

const failures = { failed: 'rejected', rejected: 'rejected' } as const;
const result: Words = { success: 'active', accepted: 'active', approved: 'active', pending: 'pending', ...failures };
/** Somebody else has to agree yet. */
const firstStep: Words = { success: 'pending', accepted: 'pending', approved: 'pending', ...failures };
const numberStatus: Words = { added: 'active', deleted: 'removed', ...result };

/** https://developers.telnyx.com/docs/messaging/10dlc/event-notifications */
const vocabularies: Readonly<Partial<Record<RegistrationUnit, Vocabulary>>> = {
  brand: {
    // An appeal that was taken in is not won.
    events: { brand_appeal_add: 'news' },
    types: {
      registration: result,
      revet: result,
      order_external_vetting: result,
      tcr_brand_update: { ...result, verified: 'active', vetted_verified: 'active' },
    },
  },
  campaign: {
    events: {
      campaign_add: 'pending',
      campaign_resubmission: 'pending',
      campaign_expired: 'expired',
      campaign_billed: 'news',
      campaign_dca_complete: 'news',
      campaign_nudge: 'news',
      campaign_update: 'news',
      mno_campaign_operation_approved: 'active',
      mno_campaign_operation_rejected: 'rejected',
      mno_campaign_operation_review: 'pending',
      mno_campaign_operation_suspended: 'suspended',
      mno_campaign_operation_unsuspended: 'active',
    },
    types: {
      registration: firstStep,
      telnyx_review: firstStep,
      mno_review: result,
      verified: 'active',
      telnyx_event: { dormant: 'dormant' },
      tcr_event: {},
      campaign_nudge: 'news',
      number_pool_provisioned: 'news',
      number_pool_deprovisioned: 'news',
    },
  },
  number: {
    events: {},
    types: {
      assignment: result,
      // A number that could not be taken away is still there.
      deletion: { success: 'removed', failed: 'news' },
      status_update: numberStatus,
    },
    untyped: numberStatus,
  },
  account: {
    events: {
      account_offboarded: 'disconnected',
      account_reconnected: 'active',
      account_deleted: 'removed',
      partner_added: 'active',
      partner_removed: 'disconnected',
    },
    types: {},
  },
};

export type News = { event: string | undefined; type: string | undefined; status: string | undefined };

/** `undefined`: words that we do not know yet. */
export function standingOf(unit: RegistrationUnit, { event, type, status }: News): Standing | undefined {
  const vocabulary = vocabularies[unit];
  if (vocabulary === undefined) return undefined;
  const byEvent = meaningOf(vocabulary.events, event);
  if (byEvent !== undefined) return byEvent;
  const words = type === undefined ? vocabulary.untyped : meaningOf(vocabulary.types, type);
  if (words === undefined || typeof words === 'string') return words;
  if (status !== undefined) return meaningOf(words, status);
  // All that a campaign's events say is in their name; a brand's say it by their status.
  return event === undefined || unit === 'brand' ? 'news' : undefined;
}
