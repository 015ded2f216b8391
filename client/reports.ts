/** What a report belongs to, by ids of the team's own; at most 64 characters each, no names and no numbers. */
export type Labels = { campaign?: string; user?: string; template?: string };

/** When it happened: epoch milliseconds, or a `Date`. Absent: now. */
type Time = { at?: number | Date };

export type MessageReport = Labels &
  Time & {
    /** Who sends it: `twilio`, `telnyx`, `meta`, `evolution`, `aws-sms`. Absent: the id is the application's own. */
    provider?: string;
    /** The provider's id, such as `SM…`: the message is then the one that the provider's webhooks tell of. */
    messageId: string;
    /** E.164. Stored as a hash only. */
    to?: string;
    from?: string;
    carrier?: string;
    channel?: 'sms' | 'mms' | 'whatsapp' | 'rcs' | 'messenger' | 'other';
    segments?: number;
  };

export type DeliveredReport = MessageReport & { sentAt?: number | Date };

export type FailedReport = MessageReport & { errorCode?: string | number };

export type GenerationReport = Labels &
  Time & {
    /** `template`: the fallback, when the model did not answer or not well. */
    via: 'llm' | 'template';
    /** Dollars. */
    costUsd?: number;
    /** How long it took, in milliseconds. */
    ms?: number;
  };

/** How many messages were not sent, 1 to 10,000; absent: one. */
export type SkipReport = Labels & Time & { count?: number };

/** What an application may report. No method throws, waits or keeps the application waiting. */
export type Reporter = {
  /** Planned. Without the provider's id it counts as started only once it is sent, or ends. */
  scheduled(message: MessageReport): void;
  /** The provider's API took it; its webhooks are to say when it was sent. */
  queued(message: MessageReport): void;
  sent(message: MessageReport): void;
  delivered(message: DeliveredReport): void;
  read(message: MessageReport): void;
  /** The carrier or the phone refused it. */
  undelivered(message: FailedReport): void;
  /** It never left the provider, or the application. */
  failed(message: FailedReport): void;
  canceled(message: MessageReport): void;
  /** A text was made. */
  generated(generation: GenerationReport): void;
  /** Nothing was sent, as it is night at the recipients. */
  quietHoursSkipped(skipped?: SkipReport): void;
  /** Nothing was sent, as the recipients have had enough today. */
  dailyLimitHit(skipped?: SkipReport): void;
  /**
   * Sends what is waiting: at the end of a Lambda invocation, or of a process. Never fails.
   * @param limitMs after so long it returns at any rate; 5000 unless told
   */
  flush(limitMs?: number): Promise<void>;
};
