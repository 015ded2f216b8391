import { randomUUID } from 'node:crypto';
import { createOutbox } from './outbox.ts';
import { createPost } from './post.ts';
import type { MessageReport, Reporter } from './reports.ts';
import { createWarnings } from './warnings.ts';

export type {
  ApiCallReport,
  CountReport,
  DeliveredReport,
  FailedReport,
  GaugeReport,
  GenerationReport,
  Labels,
  MessageReport,
  Reporter,
  RetryReport,
  SkipReport,
  ViolationReport,
} from './reports.ts';

export type ReporterOptions = {
  /** `<WebhookUrl>/app`, with the tenant's name behind it if that is not `main`. Without it nothing is reported. */
  url: string | undefined;
  /** `whsec_` and base64: a line of what `npx wirewatch secret set app` was given. Without it nothing is reported. */
  secret: string | undefined;
  /** How long one request may take; 2000 unless told. */
  timeoutMs?: number;
  /** Hears why reports were lost. Absent: one warning a minute on the console. */
  onError?: (error: Error) => void;
};

/**
 * Reports to Wirewatch what only the application knows. Whatever happens there, the application is neither stopped nor
 * kept waiting: reports are collected, sent beside its work, tried twice, and then given up.
 */
export function createReporter({ url, secret, timeoutMs = 2000, onError }: ReporterOptions): Reporter {
  const warn = createWarnings(onError);
  const outbox = createOutbox(createPost({ url, secret, timeoutMs }), warn);
  const message = (status: string) => (report: MessageReport) =>
    outbox.add(() => event('message', { ...report, status }));
  const deed = (type: string, fixed?: object) => (report?: object) =>
    outbox.add(() => event(type, { id: randomUUID(), ...report, ...fixed }));
  return {
    scheduled: message('scheduled'),
    queued: message('queued'),
    sent: message('sent'),
    delivered: message('delivered'),
    read: message('read'),
    undelivered: message('undelivered'),
    failed: message('failed'),
    canceled: message('canceled'),
    generated: deed('generation'),
    quietHoursSkipped: deed('skip', { reason: 'quiet-hours' }),
    dailyLimitHit: deed('skip', { reason: 'daily-limit' }),
    apiCall: deed('api-call'),
    violation: deed('violation'),
    retry: deed('retry'),
    count: deed('count'),
    gauge: (report) => outbox.add(() => event('gauge', { ...report })),
    flush: outbox.flush,
  };
}

/** The time is taken when it is reported, not when it is sent. */
function event(type: string, told: Record<string, unknown>): object {
  return { ...told, type, at: told.at ?? Date.now() };
}
