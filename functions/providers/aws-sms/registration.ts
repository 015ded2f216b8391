import type { RegistrationStatus, RegistrationUnit } from '../../core/registration/event.ts';
import type { Parsed } from '../provider.ts';
import { type Envelope, registrationSchema } from './payload.ts';

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-status.html */
const statuses: Readonly<Record<string, RegistrationStatus>> = {
  CREATED: 'pending',
  SUBMITTED: 'pending',
  REVIEWING: 'pending',
  PROVISIONING: 'pending',
  COMPLETE: 'active',
  // Both wait until somebody of the team acts.
  REQUIRES_UPDATES: 'rejected',
  REQUIRES_AUTHENTICATION: 'rejected',
  CLOSED: 'removed',
  DELETED: 'removed',
};

/** News of the registration of a brand, a campaign, or a number or name that sends. Its id is that of the event. */
export function parseRegistration({ id, account, time, detail }: Envelope): Parsed {
  const parsed = registrationSchema.safeParse(detail);
  if (!parsed.success) return { kind: 'malformed', why: 'a registration event without registrationDetails' };
  const { registrationId: unitId, registrationType, currentStatus: word } = parsed.data.registrationDetails;
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (status === undefined) return { kind: 'parsed', events: [], ignored: [`registration ${word.slice(0, 64)}`] };
  const unit = unitOf(registrationType);
  const event = {
    kind: 'registration',
    provider: 'aws-sms',
    id,
    account,
    at: time,
    unit,
    unitId,
    status,
    word,
  } as const;
  return { kind: 'parsed', events: [event], ignored: [] };
}

/** `US_TEN_DLC_BRAND_VETTING`, `US_TEN_DLC_CAMPAIGN_REGISTRATION`, `US_TOLL_FREE_REGISTRATION`, … */
function unitOf(registrationType: string): RegistrationUnit {
  if (registrationType.includes('BRAND')) return 'brand';
  return registrationType.includes('CAMPAIGN') ? 'campaign' : 'number';
}
