import type * as z from 'zod';
import type { Alert, NoticeKind, NoticeReason } from '../core/alert.ts';
import type { AlertText } from '../core/alert-text.ts';

export type { AlertText } from '../core/alert-text.ts';

/** What is told to a channel. Made from the alert as it is now, whatever it was when the notice was decided. */
export type Notice = {
  kind: Exclude<NoticeKind, 'withdraw'>;
  reason: NoticeReason;
  alert: Alert;
  text: AlertText;
  /** Stable over the alert's life, at most 255 characters: `wirewatch/<stage>/<tenant>/<rule>/<id>`. */
  dedupKey: string;
};

/** How an attempt ended. What can be retried goes to the retry queue; what cannot is given up and logged. */
export type Delivery =
  | { kind: 'sent' }
  /** @property afterMs what the channel asked for (`Retry-After`); absent: our own backoff */
  | { kind: 'retry'; why: string; afterMs?: number }
  | { kind: 'refused'; why: string }
  | { kind: 'unconfigured'; why: string };

export type HttpRequest = { url: string; headers: Record<string, string>; body: string };
/** `undefined` status: no answer (refused connection, reset, deadline), with the reason in `failure`. */
export type HttpAnswer =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'unreachable'; failure: string };

/** What channels may do to the outside world; every call has a deadline of 5 s. */
export type ChannelTools = {
  post(request: HttpRequest): Promise<HttpAnswer>;
  publish(input: {
    topicArn: string;
    subject: string;
    message: string;
    attributes: Record<string, string>;
  }): Promise<Delivery>;
  /** The first line of the channel's secret; `undefined` when none is set. */
  secret(): Promise<string | undefined>;
  /** The topic that the stack made; `undefined` where there is none. */
  alertTopicArn: string | undefined;
  /** What the product calls itself to others: `wirewatch/<stage>`. */
  source: string;
  now(): number;
};

/** A kind of channel: the shape of its settings, and how it renders and sends a notice. A plug-in: one folder, one registry line. */
export type ChannelKind<Settings extends z.ZodType> = {
  settings: Settings;
  deliver(notice: Notice, settings: z.output<Settings>, tools: ChannelTools): Promise<Delivery>;
};
