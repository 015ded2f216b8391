import { telnyxErrors, twilioErrors } from './error-codes.ts';

/** What a provider's error code means, and what a person can do about it. */
export type ErrorMeaning = {
  /** A few words: `undeliverable`. */
  meaning: string;
  /** A sentence or two. */
  remedy: string;
};

const catalogues: Readonly<Record<string, Readonly<Record<string, ErrorMeaning>>>> = {
  twilio: twilioErrors,
  telnyx: telnyxErrors,
};

/** @param provider whose code it is; without one all are searched: the two providers share no delivery code */
export function explainError(code: string, provider?: string): ErrorMeaning | undefined {
  const searched = provider === undefined ? Object.values(catalogues) : [own(catalogues, provider) ?? {}];
  for (const catalogue of searched) {
    const meaning = own(catalogue, code);
    if (meaning) return meaning;
  }
  return undefined;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
