import { newsId } from '../../core/news-id.ts';
import { ownIds } from '../../core/own-ids.ts';
import type { RegistrationEvent, RegistrationStatus } from '../../core/registration/event.ts';
import { fromUnixSeconds } from '../../core/time.ts';
import type { Told } from '../summary.ts';
import { accountSchema, type Entry, numberSchema, restrictionSchema, reviewSchema, templateSchema } from './payload.ts';
import { address } from './values.ts';

type StatusWords = Readonly<Record<string, RegistrationStatus>>;

/** What is in neither list is news that changes nothing: `FLAGGED`, `LOCKED`, `AD_ACCOUNT_LINKED`. */
const templateWords: StatusWords = {
  APPROVED: 'active',
  REINSTATED: 'active',
  UNARCHIVED: 'active',
  REJECTED: 'rejected',
  PAUSED: 'suspended',
  DISABLED: 'suspended',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  PENDING_DELETION: 'removed',
  DELETED: 'removed',
  ARCHIVED: 'removed',
};

const accountWords: StatusWords = {
  APPROVED: 'active',
  VERIFIED_ACCOUNT: 'active',
  ACCOUNT_RECONNECTED: 'active',
  REJECTED: 'rejected',
  PENDING: 'pending',
  DEFERRED: 'pending',
  DISABLED_UPDATE: 'suspended',
  ACCOUNT_RESTRICTION: 'suspended',
  ACCOUNT_VIOLATION: 'suspended',
  ACCOUNT_OFFBOARDED: 'disconnected',
  ACCOUNT_DELETED: 'removed',
};

/** The field `message_template_status_update`. */
export function readTemplate(value: unknown, entry: Entry): Told {
  const template = templateSchema.safeParse(value).data;
  const { message_template_name: name, message_template_language: language } = template ?? {};
  const unitId = template?.message_template_id ?? (name && `${name}/${language ?? ''}`);
  if (template === undefined || !unitId) return { unreadable: 'template news' };
  const { event: word, reason, other_info: info } = template;
  const why = reason && reason !== 'NONE' ? reason : (info?.title ?? undefined);
  const ids = name ? ownIds([['template', name]]) : undefined;
  return news(entry, {
    unit: 'template',
    unitId,
    word,
    status: statusOf(templateWords, word),
    reason: why,
    ownIds: ids,
  });
}

/** The field `phone_number_quality_update`: how much a number may send, and whether people complain of it. */
export function readNumber(value: unknown, entry: Entry): Told {
  const number = numberSchema.safeParse(value).data;
  if (number === undefined) return { unreadable: 'number news' };
  const { event: word, display_phone_number: shown, current_limit: limit } = number;
  const reason = limit ?? number.max_daily_conversations_per_business ?? undefined;
  return news(entry, { unit: 'number', unitId: shown, from: address(shown), word, reason });
}

/** The field `account_update`. */
export function readAccount(value: unknown, entry: Entry): Told {
  const account = accountSchema.safeParse(value).data;
  if (account === undefined) return { unreadable: 'account news' };
  const { event: word, ban_info: ban, violation_info: violation, restriction_info: restrictions } = account;
  const restriction = restrictionSchema.safeParse(restrictions?.[0]).data?.restriction_type;
  const reason = ban?.waba_ban_state ?? violation?.violation_type ?? restriction;
  const status = reason === 'REINSTATE' ? 'active' : statusOf(accountWords, word);
  return news(entry, { unit: 'account', unitId: entry.id, word, status, reason });
}

/** The field `account_review_update`. */
export function readReview(value: unknown, entry: Entry): Told {
  const word = reviewSchema.safeParse(value).data?.decision;
  if (word === undefined) return { unreadable: 'account news' };
  return news(entry, { unit: 'account', unitId: entry.id, word, status: statusOf(accountWords, word) });
}

function statusOf(words: StatusWords, word: string): RegistrationStatus | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

type News = Pick<RegistrationEvent, 'unit' | 'unitId' | 'word' | 'status' | 'reason' | 'from' | 'ownIds'>;

function news(entry: Entry, told: News): Told {
  return {
    event: {
      ...told,
      kind: 'registration',
      provider: 'meta',
      id: newsId(entry.id, entry.time, told.unit, told.from ? '' : told.unitId, told.word, told.reason),
      word: told.word.slice(0, 64),
      at: fromUnixSeconds(entry.time),
      account: entry.id,
    },
  };
}
