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

export type ApiCallReport = Labels &
  Time & {
    /** Which API: `twilio`, `telnyx`, or a name that the configuration lists in `reports.apis`. */
    target: string;
    /** `client-error`: it refused the call, as with 4xx. `server-error`: it could not, as with 5xx or a lost connection. */
    outcome: 'ok' | 'client-error' | 'server-error' | 'timeout';
    /** How long it took, in milliseconds. */
    ms?: number;
  };

export type ViolationReport = Labels &
  Time & {
    regulation: 'tcpa' | '10dlc';
    reason: 'consent' | 'quiet-hours' | 'rate-limit' | 'content' | 'registration' | 'other';
  };

export type RetryReport = Labels & Time & { outcome: 'succeeded' | 'failed' };

export type CountReport = Labels &
  Time & {
    /** A name that the configuration lists in `reports.counts`. */
    name: string;
    /** How many, 1 to 1,000,000; absent: one. */
    amount?: number;
  };

export type GaugeReport = Time & {
  /** A name that the configuration lists in `reports.gauges`. */
  name: string;
  /** From -1e15 to 1e15. */
  value: number;
};

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
  /** An API was called, the provider's or another one. */
  apiCall(call: ApiCallReport): void;
  /** A message broke a rule that the application has to keep. */
  violation(violation: ViolationReport): void;
  /** A message or call that had failed was tried again. */
  retry(retry: RetryReport): void;
  /** Something of the team's own happened, such as a conversion. */
  count(count: CountReport): void;
  /** How much there is of something that goes up and down. Of a minute the last value is kept: once a minute is enough. */
  gauge(gauge: GaugeReport): void;
  /**
   * Sends what is waiting: at the end of a Lambda invocation, or of a process. Never fails.
   * @param limitMs after so long it returns at any rate; 5000 unless told
   */
  flush(limitMs?: number): Promise<void>;
};
