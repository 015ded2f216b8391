import type { ErrorClass, Retry } from './classes.ts';
import { metaErrors } from './meta.ts';
import type { ErrorRow, ErrorTable } from './table.ts';
import { telnyxMessages } from './telnyx-messages.ts';
import { telnyxRequests } from './telnyx-requests.ts';
import { twilioChannels } from './twilio-channels.ts';
import { twilioDelivery } from './twilio-delivery.ts';
import { twilioLinks } from './twilio-links.ts';
import { twilioRegistrations } from './twilio-registrations.ts';
import { twilioRequests } from './twilio-requests.ts';
import { twilioServices } from './twilio-services.ts';
import { twilioVerifications } from './twilio-verifications.ts';
import { twilioWebhooks } from './twilio-webhooks.ts';

/** What a provider's error code means, and what a person can do about it. The words are ours. */
export type ErrorMeaning = {
  code: string;
  provider: string;
  /** A few words: `undeliverable`. */
  meaning: string;
  class: ErrorClass;
  retry: Retry;
  /** A sentence. */
  remedy: string;
  source: ErrorSource;
};

/** Where the knowledge comes from. */
type ErrorSource = {
  url: string;
  /** The month in which it was read: `2026-11`. */
  asOf: string;
};

type Catalogue = {
  tables: readonly ErrorTable[];
  asOf: string;
  /** The provider's own page about a code, or about all of its codes. */
  page: (code: string) => string;
};

export const errorCatalogues: Readonly<Record<string, Catalogue>> = {
  twilio: {
    tables: [
      twilioDelivery,
      twilioRequests,
      twilioServices,
      twilioChannels,
      twilioWebhooks,
      twilioLinks,
      twilioVerifications,
      twilioRegistrations,
    ],
    asOf: '2026-11',
    page: (code) => `https://www.twilio.com/docs/api/errors/${code}`,
  },
  telnyx: {
    tables: [telnyxMessages, telnyxRequests],
    asOf: '2026-11',
    // Messaging's own codes are 40xxx and 41xxx.
    page: (code) =>
      code.startsWith('4')
        ? 'https://developers.telnyx.com/docs/messaging/messages/error-codes'
        : 'https://developers.telnyx.com/development/api-fundamentals/api-errors',
  },
  meta: {
    tables: [metaErrors],
    asOf: '2026-11',
    page: () => 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes',
  },
};

/** The providers whose codes are explained. */
export const errorProviders: readonly string[] = Object.keys(errorCatalogues);

/** @param provider whose code it is; without one the first provider that has the code is taken */
export function explainError(code: string, provider?: string): ErrorMeaning | undefined {
  const among = provider === undefined ? errorProviders : [provider];
  return among.map((one) => meaningOf(code, one)).find((meaning) => meaning !== undefined);
}

/** What the class of an error is when it is written down: `unknown` for every code and provider that is not here. */
export function errorClassOf(code: string, provider: string): ErrorClass {
  return rowOf(code, provider)?.[0] ?? 'unknown';
}

/** Where to look a code up, whether it is known here or not. */
export function errorPage(code: string, provider: string): string | undefined {
  return own(errorCatalogues, provider)?.page(code);
}

function meaningOf(code: string, provider: string): ErrorMeaning | undefined {
  const catalogue = own(errorCatalogues, provider);
  const row = rowOf(code, provider);
  if (!catalogue || !row) return undefined;
  const [errorClass, retry, meaning, remedy] = row;
  const source = { url: catalogue.page(code), asOf: catalogue.asOf };
  return { code, provider, meaning, class: errorClass, retry, remedy, source };
}

function rowOf(code: string, provider: string): ErrorRow | undefined {
  const table = own(errorCatalogues, provider)?.tables.find((one) => Object.hasOwn(one, code));
  return table?.[code];
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
