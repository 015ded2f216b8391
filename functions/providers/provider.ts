import type { MessageEvent } from '../core/message-event.ts';
import type { RefusalReason } from '../core/provider-status.ts';
import type { WebhookAnswer, WebhookRequest } from '../core/webhook.ts';

/** Whether a request comes from the provider. `hint` says what to check, in words that may be logged. */
export type Verification = { kind: 'authentic'; url: string } | { kind: 'refused'; why: RefusalReason; hint: string };

/** What an authentic request says. `ignored` names the events we know of and do not count. Never throws. */
export type Parsed = { kind: 'parsed'; events: MessageEvent[]; ignored: string[] } | { kind: 'malformed'; why: string };

/** A provider is a folder and a line in the registry. */
export type Provider = {
  /** Bodies over this are answered with 413. */
  bodyLimitBytes: number;
  /** The answer to a request that was taken, repeated ones included. */
  accepted: WebhookAnswer;
  /**
   * Checks the signature over the exact URL and bytes.
   * @param secrets the lines of the tenant's secret, in any order; never empty strings
   * @param now wall-clock time in epoch milliseconds, for signatures that carry a time
   */
  verify(request: WebhookRequest, secrets: readonly string[], now: number): Promise<Verification>;
  /** @param url the URL that `verify` found signed, or the first candidate where the signature does not cover it */
  parse(request: WebhookRequest, url: string): Parsed;
};
