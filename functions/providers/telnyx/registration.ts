import { newsId } from '../../core/news-id.ts';
import type { RegistrationEvent, RegistrationUnit } from '../../core/registration/event.ts';
import type { Parsed } from '../provider.ts';
import { type Fields, fieldsOf, idOf, listOf, meaningOf, textOf } from './fields.ts';
import { type News, standingOf } from './registration-words.ts';

const units: Readonly<Record<string, RegistrationUnit>> = {
  '10dlc.brand.update': 'brand',
  '10dlc.campaign.update': 'campaign',
  '10dlc.phone_number.update': 'number',
  'whatsapp.account.update': 'account',
};

/** The unit that an event of this type is about. */
export function unitOf(eventType: string): RegistrationUnit | undefined {
  return meaningOf(units, eventType);
}

/** The unit of a payload without an envelope, as the vendor's library types it (`CampaignStatusUpdate`). */
export function unwrappedUnitOf({ type, phoneNumber, campaignId, brandId }: Fields): RegistrationUnit | undefined {
  if (textOf(type) === undefined) return undefined;
  if (textOf(phoneNumber)) return 'number';
  if (textOf(campaignId)) return 'campaign';
  return textOf(brandId) ? 'brand' : undefined;
}

/**
 * News of a 10DLC brand, campaign or number, or of a WhatsApp account.
 * @param id of the news; without one it is known by its content
 */
export function parseRegistration(
  unit: RegistrationUnit,
  payload: Fields,
  { id, at }: { id: string | undefined; at: number | undefined },
): Parsed {
  const number = unit === 'number' ? textOf(payload.phoneNumber) : undefined;
  const unitId = unitIdOf(unit, payload) ?? (number && 'number');
  if (unitId === undefined) return { kind: 'malformed', why: `news of a ${unit} that does not say which` };
  const news = newsOf(unit, payload);
  const word = news.event ?? news.status ?? news.type ?? 'none';
  const standing = standingOf(unit, news);
  const event: RegistrationEvent = {
    kind: 'registration',
    provider: 'telnyx',
    id: id ?? newsId(JSON.stringify(payload)),
    at,
    unit,
    unitId,
    from: number,
    registration: idOf(payload.tcrCampaignId),
    status: standing === 'news' ? undefined : standing,
    word,
    reason: reasonOf(payload),
  };
  return { kind: 'parsed', events: [event], ignored: standing ? [] : [`${unit} news ${word.slice(0, 48)}`] };
}

function unitIdOf(unit: RegistrationUnit, payload: Fields): string | undefined {
  const { brandId, campaignId, tcrCampaignId, waba_id } = payload;
  if (unit === 'brand') return idOf(brandId);
  if (unit === 'campaign') return idOf(campaignId);
  return unit === 'number' ? (idOf(tcrCampaignId) ?? idOf(campaignId)) : idOf(waba_id);
}

function newsOf(unit: RegistrationUnit, { event, eventType, type, status }: Fields): News {
  return {
    event: textOf(unit === 'account' ? (event ?? status) : eventType, 64),
    type: textOf(type, 64),
    status: textOf(status, 64),
  };
}

/** Reasons may quote the number, which is not kept. */
function reasonOf({ reasons, description }: Fields): string | undefined {
  const told = listOf(reasons, 10).map((reason) => textOf(fieldsOf(reason).description ?? reason, 1000));
  const text = [...told, textOf(description, 1000)].filter((part) => part !== undefined).join('; ');
  return text === '' ? undefined : text.replace(/\+?\d{7,}/g, '•••').slice(0, 200);
}
