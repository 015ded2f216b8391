import type { RegistrationEntry } from './registration.ts';

/** How a registration stands, since when, in whose word and why. */
export type Standing = Pick<RegistrationEntry, 'status' | 'word' | 'reason' | 'since'>;

/**
 * How a registration stood at an instant, by the provider's times: news that came late counts from when it was true.
 * `undefined`: it was not known then, or what was has been forgotten.
 */
export function standingAt({ changes, ...latest }: RegistrationEntry, at: number): Standing | undefined {
  const change = changes.findLast((one) => one.status !== undefined && one.at <= at);
  if (change?.status !== undefined) {
    const { status, word, reason, at: since } = change;
    return { status, word, since, ...(reason !== undefined && { reason }) };
  }
  return latest.since <= at ? latest : undefined;
}
