import type * as z from 'zod';
import type { LinkAction } from '../core/action-link.ts';
import type { Alert, NoticeKind, NoticeReason } from '../core/alert.ts';
import type { AlertText } from '../core/alert-text.ts';
import type { OnCallPerson } from '../core/on-call.ts';
import type { Severity } from '../core/severity.ts';

export type { AlertText } from '../core/alert-text.ts';

/**
 * One alert of a notice, as it is now.
 * @property told as how bad the channel knows it; `undefined`: it does not know that the alert fires
 */
export type NoticeAlert = { alert: Alert; text: AlertText; told: Severity | undefined };

/** What a person may do from a message, each by a signed link to a page that asks again. */
export type NoticeAction = { action: LinkAction; label: string; url: string };

/**
 * What is told to a channel of a group of alerts. Made from the alerts as they are now, whatever they were when the
 * notice was decided.
 */
export type Notice = {
  /** `<group>-<seq>`: the same for every attempt to send it. */
  id: string;
  /** `firing`: at least one alert fires. `resolved`: none does any more. `acknowledged`: somebody has taken all on. */
  kind: Exclude<NoticeKind, 'withdraw'>;
  reason: NoticeReason;
  tenant: string;
  /** The group's id; 12 hex digits. */
  group: string;
  /** The worst of what fires; of what fired, if none does. */
  severity: Severity;
  /** `rule`, if all alerts are of one, and the labels that all share. */
  labels: Readonly<Record<string, string>>;
  /** When the first of them began, epoch milliseconds. */
  since: number;
  /** Worst first; what the channel has not heard of yet before what it has. In a `resolved` notice `firing` is empty. */
  firing: readonly NoticeAlert[];
  resolved: readonly NoticeAlert[];
  /** All of them in words: of a single alert its own. */
  text: AlertText;
  /** Stable while the group fires, at most 255 characters: `wirewatch/<stage>/<tenant>/<group>`. */
  dedupKey: string;
  /** What the channel called the message that this one continues ({@link Delivery}). */
  reference?: string;
  actions: readonly NoticeAction[];
  /** Who has taken it on, if all that fires was. */
  acknowledgedBy?: string;
};

/** How an attempt ended. What can be retried goes to the retry queue; what cannot is given up and logged. */
export type Delivery =
  /** @property reference what the channel calls the message; handed back with the group's next notice, until it resolved */
  | { kind: 'sent'; reference?: string }
  /** @property afterMs what the channel asked for (`Retry-After`); absent: our own backoff */
  | { kind: 'retry'; why: string; afterMs?: number }
  | { kind: 'refused'; why: string }
  | { kind: 'unconfigured'; why: string };

/** A POST, if nothing else is said. */
export type HttpRequest = { url: string; headers: Record<string, string>; body: string; method?: 'PUT' };
/** `undefined` status: no answer (refused connection, reset, deadline), with the reason in `failure`. */
export type HttpAnswer =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'unreachable'; failure: string };

/** What channels may do to the outside world; every call has a deadline of 5 s. */
export type ChannelTools = {
  post(request: HttpRequest): Promise<HttpAnswer>;
  /** To a topic, or a text message to a phone. */
  publish(
    input: { message: string } & (
      | { topicArn: string; subject: string; attributes: Record<string, string> }
      | { phoneNumber: string }
    ),
  ): Promise<Delivery>;
  /** @property thread mails that name the same one stay together in a mailbox; `<…@…>` as RFC 5322 has it */
  sendMail(input: {
    from: string;
    to: readonly string[];
    cc: readonly string[];
    subject: string;
    text: string;
    html: string;
    thread: string;
  }): Promise<Delivery>;
  /** One event to a bus of the team's own, by its ARN or name. */
  putEvent(input: { bus: string; detailType: string; detail: Record<string, unknown> }): Promise<Delivery>;
  /** The first line of the channel's secret; `undefined` when none is set. */
  secret(): Promise<string | undefined>;
  /** All its lines; none when none is set. */
  secrets(): Promise<readonly string[]>;
  /** Who is on call by a schedule of the configuration, now. */
  onCall(schedule: string): Promise<OnCallPerson | undefined>;
  /** The topic that the stack made; `undefined` where there is none. */
  alertTopicArn: string | undefined;
  /** What the product calls itself to others: `wirewatch/<stage>`. */
  source: string;
  now(): number;
};

/** A deployment of a stage: never a reason to wake anybody, and often the reason of what comes after it. */
export type Deploy = {
  stage: string;
  /** In one line: `Wirewatch 4f2a91c deployed to prod`. */
  summary: string;
  version?: string | undefined;
  /** Epoch milliseconds. */
  at: number;
};

/** What it takes to tell of a deployment, from wherever it was deployed. */
export type AnnounceTools = Pick<ChannelTools, 'post' | 'putEvent' | 'secret' | 'source' | 'now'>;

/** A kind of channel: the shape of its settings, and how it renders and sends a notice. A plug-in: one folder, one registry line. */
export type ChannelKind<Settings extends z.ZodType> = {
  settings: Settings;
  /** It is told when somebody takes an alert on; without this word it is not. */
  hearsAcknowledgements?: true;
  /** It keeps open what it is told until that has ended, which a digest never does. */
  keepsIncidents?: true;
  deliver(notice: Notice, settings: z.output<Settings>, tools: ChannelTools): Promise<Delivery>;
  /** Tells of a deployment; without this it is not told. */
  announce?(deploy: Deploy, settings: z.output<Settings>, tools: AnnounceTools): Promise<Delivery>;
};
