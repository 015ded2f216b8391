import type { ActDeps } from '../act/act-deps.ts';
import type { Config } from '../config/schema.ts';
import type { StandingConsent } from '../core/consent/standing.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { Log } from '../core/log.ts';
import type { EmitMetric } from '../core/metric-names.ts';
import type { RunningTotal } from '../core/running-total.ts';
import type { Said } from '../dispatch/dispatch-deps.ts';
import type { Sources } from '../evaluate/readings.ts';
import type { ReportsTaken } from '../ingest/take-reports.ts';
import type { TestOutcome, TestRequest } from '../notify/answer-test.ts';
import type { ConsentsDeps } from '../query/consents.ts';
import type { PeopleDeps } from '../query/people.ts';
import type { QueryDeps } from '../query/read-buckets.ts';
import type { AccessDeps } from './access/access-deps.ts';
import type { PerformanceLog } from './apm/performance.ts';
import type { ConsoleFiles } from './console-page.ts';
import type { Health } from './health/health.ts';

/** What the API reads and does. Times in epoch milliseconds, product time. */
export type ApiDeps = {
  stage: string;
  /** Of the product. */
  version: string;
  /** The base of the webhook URLs: what the team gives to its providers. */
  webhookBase: string;
  /** The counters table, as DynamoDB names it in CloudWatch. */
  countersTable: string;
  dashboardUrl?: string | undefined;
  runbookUrl?: string | undefined;
  config: Config;
  /** Absent: there is no page here. */
  console?: ConsoleFiles;
  /** Counters, people and consents. */
  history: PeopleDeps & ConsentsDeps;
  /** Everything that ever happened to a tenant's messages, by provider. */
  runningTotals(tenant: string): Promise<RunningTotal[]>;
  /** What rules read, to judge them now or over the past. */
  sources: Sources;
  /** What people do. */
  act: ActDeps;
  /** All that people said of a tenant's alerts, and all that channels were told. */
  said(tenant: string): Promise<Said>;
  journal: JournalReader;
  /** Takes what a tenant's application reports. Never throws. */
  takeReports(tenant: string, body: unknown): Promise<ReportsTaken>;
  /** Sends a marked notice to a channel, by its deployed settings, secret and rights. */
  invokeNotify(request: TestRequest): Promise<TestOutcome>;
  health: Health;
  performance: PerformanceLog;
  access: AccessDeps;
  metric: EmitMetric;
  log: Log;
  now(): number;
};

/** What it takes to tell of numbers and of alerts. */
export type ReadDeps = Pick<ApiDeps, 'config' | 'said' | 'now'> & {
  history: QueryDeps;
  sources: Pick<Sources, 'registrations'>;
  act: Pick<ActDeps, 'config' | 'alertsOfRule'>;
};

/** The journal as people look something up in it. */
export type JournalReader = {
  /** Of a provider's id, whatever the provider and the kind; eventually consistent. */
  byId(tenant: string, id: string): Promise<JournalEntry[]>;
  /** What is about one person, newest first. @param number in E.164 @param after the last entry of the page before */
  byNumber(asked: {
    tenant: string;
    number: string;
    limit: number;
    after?: Pick<JournalEntry, 'key' | 'startedAt'> | undefined;
  }): Promise<JournalEntry[]>;
  /** What started last, newest first, since a time, and in this local hour or the one before it. @param limit at most 100 */
  latest(asked: { tenant: string; since: number; limit: number }): Promise<JournalEntry[]>;
  /** How a person stands to being written to; `undefined` if they never said. @param number in E.164 */
  standing(tenant: string, number: string): Promise<StandingConsent | undefined>;
};
