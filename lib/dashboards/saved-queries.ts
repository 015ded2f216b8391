import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, functionNames, logGroupName } from '../names.ts';

/** Questions to the logs (Logs Insights), a line for each step. */
export const queries = {
  errors: ['fields @timestamp, service, message, error', 'filter level = "ERROR"', 'sort @timestamp desc', 'limit 100'],
  commonest: [
    'filter level in ["ERROR", "WARN"]',
    'stats count(*) as times, max(@timestamp) as last by service, level, message',
    'sort times desc',
    'limit 50',
  ],
  security: [
    'fields @timestamp, service, message, reason, endpoint, caller, source, provider, tenant, hint',
    'filter log_type = "security" or message like /refused/',
    'sort @timestamp desc',
    'limit 100',
  ],
  slow: [
    'filter type = "platform.report"',
    'stats count(*) as runs, avg(record.metrics.durationMs) as average, pct(record.metrics.durationMs, 99) as p99, max(record.metrics.maxMemoryUsedMB) as memoryMB by @log',
    'sort p99 desc',
  ],
  webhooks: [
    'fields @timestamp, message, provider, tenant, why, hint, url',
    'filter service = "ingest" and level in ["WARN", "ERROR"]',
    'sort @timestamp desc',
    'limit 100',
  ],
  notices: [
    'fields @timestamp, service, message, channel, group, error',
    'filter service in ["notify", "retry"]',
    'sort @timestamp desc',
    'limit 100',
  ],
} satisfies Record<string, string[]>;

const saved: Record<string, { lines: readonly string[]; functions: readonly FunctionName[] }> = {
  'Log overview: errors': { lines: queries.errors, functions: functionNames },
  'Error analysis: what went wrong most': { lines: queries.commonest, functions: functionNames },
  'Security: refused webhooks and calls': { lines: queries.security, functions: ['ingest', 'api', 'act'] },
  'Performance: slow functions': { lines: queries.slow, functions: functionNames },
  'Webhooks that were not taken': { lines: queries.webhooks, functions: ['ingest'] },
  'Notices and what became of them': { lines: queries.notices, functions: ['notify', 'retry'] },
};

/** Questions that people find in Logs Insights, under Wirewatch. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { stage }: { stage: string }) {
    super(scope, id);
    for (const [title, { lines, functions }] of Object.entries(saved)) {
      new CfnQueryDefinition(this, title, {
        name: `Wirewatch/${stage}/${title}`,
        queryString: lines.join('\n| '),
        logGroupNames: functions.map((name) => logGroupName(stage, name)),
      });
    }
  }
}
