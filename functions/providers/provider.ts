import type { GaugeReport } from '../core/gauge.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { RefusalReason } from '../core/provider-status.ts';
import type { WebhookAnswer, WebhookRequest } from '../core/webhook.ts';

/** Whether a request comes from the provider. `hint` says what to check, in words that may be logged. */
export type Verification = { kind: 'authentic'; url: string } | { kind: 'refused'; why: RefusalReason; hint: string };

/** What an authentic request says. */
export type Parsed =
  | {
      kind: 'parsed';
      events: ProviderEvent[];
      /** What it says of things that go up and down; not for the journal. */
      gauges?: GaugeReport[];
      /** Names of what is not counted; they may be logged. */
      ignored: string[];
      /** Something in it could not be read: the whole is kept for inspection, as if it were malformed. */
      incomplete?: true;
    }
  | { kind: 'malformed'; why: string };

/** A provider that calls a URL of ours. */
export type WebhookProvider = {
  comesBy: 'webhook';
  methods: readonly string[];
  /** Bodies over this are answered with 413. */
  bodyLimitBytes: number;
  /** The answer to a request that was taken, repeated ones included. */
  answer(request: WebhookRequest): WebhookAnswer;
  /** Answers a request that only asks whether this is the right URL; `undefined`: it asks something else. */
  handshake?(request: WebhookRequest, secrets: readonly string[]): WebhookAnswer | undefined;
  /**
   * Checks the signature over the exact URL and bytes.
   * @param secrets the lines of the tenant's secret, in any order; never empty strings
   * @param now wall-clock time in epoch milliseconds, for signatures that carry a time
   */
  verify(request: WebhookRequest, secrets: readonly string[], now: number): Promise<Verification>;
  /**
   * Takes secrets out of a body before anything of it is parsed or kept. Pure, works on bytes that are no JSON, and only
   * for providers whose signature does not cover the body: a spilled request is verified as it was kept.
   */
  redact?(body: Buffer): Buffer;
  /**
   * Never throws.
   * @param url the URL that `verify` found signed, or the first candidate where the signature does not cover it
   */
  parse(request: WebhookRequest, url: string): Parsed;
};

/** A provider whose events come over the account's own EventBridge bus; AWS vouches for them. */
export type BusProvider = {
  comesBy: 'bus';
  /** The events' `source`: `aws.sms-voice`. */
  source: string;
  /** Never throws. @param event the whole EventBridge event */
  parse(event: unknown): Parsed;
};

/** A provider is a folder and a line in the registry. */
export type Provider = WebhookProvider | BusProvider;
