/** What is known of the parts of Wirewatch itself. Times in epoch milliseconds, product time. */
export type Health = {
  /** How each provider called a tenant. */
  providers(tenant: string): Promise<ProviderCalls[]>;
  /** How far each evaluator has come; the oldest. `undefined`: none has run yet. */
  lastTick(): Promise<number | undefined>;
  /** By how many milliseconds `count` is behind the journal. */
  countLag(): Promise<number>;
  /** What lies in queues, by the step in front of them: waiting to be tried again, and given up. `undefined`: it cannot be asked. */
  queues(): Promise<QueueDepth[] | undefined>;
  /** Whether the tables answer. */
  tables(): Promise<boolean>;
  /** Whether secrets can be read. */
  secrets(): Promise<boolean>;
};

export type ProviderCalls = {
  provider: string;
  lastWebhookAt?: number | undefined;
  lastRecordedAt?: number | undefined;
  lastRefusal?: { at: number; why: string; hint: string; url: string } | undefined;
};

export type QueueDepth = { step: string; waiting: number; deadLetters: number };
