import { resourceName } from '../functions/core/resource-name.ts';
import { version } from '../lib/version.ts';
import { tableNames } from './store/tables.ts';

export const stage = 'local';
export const numberKeySecret = 'wirewatch/local/number-key';
export const linkKeySecret = 'wirewatch/local/link-key';
export const alertBusName = 'wirewatch-local';
const spillBucket = 'wirewatch-local-spill';
export const queueNames = {
  spill: 'spill',
  bus: 'bus',
  retry: 'retry',
  enrich: 'enrich',
  deadLetters: 'dead-letters',
} as const;
const localTopicArn = 'arn:aws:sns:us-east-1:000000000000:wirewatch-local-alerts';

export type Surroundings = {
  cloudUrl: string;
  configFile: string;
  clock: string | undefined;
  /** The bases by which this machine is called. */
  localUrls: readonly string[];
  /** A real topic; absent: the local cloud plays one. */
  snsTopicArn: string | undefined;
  /** Where SNS is, if a person said so. */
  snsEndpoint: string | undefined;
  dashboardUrl: string;
  /** The base of webhook URLs, and of the links in messages. */
  publicUrl: string;
  /** Where the console page was built. */
  consoleDir: string;
  verbose: boolean;
};

/** Sets the environment that the stack would give to the functions. To be called before they are loaded. */
export function setEnvironment(env: NodeJS.ProcessEnv, at: Surroundings): void {
  for (const name of Object.keys(env)) {
    if (name.startsWith('AWS_ENDPOINT_URL') || name === 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') delete env[name];
  }
  Object.assign(env, functionEnvironment(at), at.snsTopicArn === undefined ? localIdentity(env) : realTopic(at));
}

function functionEnvironment(at: Surroundings): Record<string, string> {
  const queue = (name: string) => `${at.cloudUrl}/000000000000/${name}`;
  return {
    STAGE: stage,
    CONFIG_FILE: at.configFile,
    JOURNAL_TABLE: tableNames.journal,
    COUNTERS_TABLE: tableNames.counters,
    ALERTS_TABLE: tableNames.alerts,
    STATE_TABLE: tableNames.state,
    SPILL_QUEUE_URL: queue(queueNames.spill),
    RETRY_QUEUE_URL: queue(queueNames.retry),
    ENRICH_QUEUE_URL: queue(queueNames.enrich),
    DEAD_LETTER_QUEUE_URL: queue(queueNames.deadLetters),
    SPILL_BUCKET: spillBucket,
    ALERT_TOPIC_ARN: at.snsTopicArn ?? localTopicArn,
    EVENT_BUS_NAME: alertBusName,
    NUMBER_KEY_SECRET: numberKeySecret,
    DASHBOARD_URL: at.dashboardUrl,
    ACT_URL: at.publicUrl,
    WEBHOOK_BASE: at.publicUrl,
    CONSOLE_DIR: at.consoleDir,
    VERSION: version,
    NOTIFY_FUNCTION: resourceName(stage, 'notify'),
    QUEUES: JSON.stringify(queueUrls(queue)),
    LINK_KEY_ID: linkKeySecret,
    LOCAL_URLS: at.localUrls.join(','),
    ...(at.clock !== undefined && { CLOCK: at.clock }),
    AWS_ENDPOINT_URL: at.cloudUrl,
    POWERTOOLS_LOG_LEVEL: at.verbose ? 'INFO' : 'WARN',
    POWERTOOLS_METRICS_DISABLED: String(!at.verbose),
    POWERTOOLS_TRACE_ENABLED: 'false',
  };
}

/** As the stack names the steps in front of queues; all have one queue of dead letters here. */
function queueUrls(url: (name: string) => string) {
  const { deadLetters, ...queues } = queueNames;
  return {
    ...Object.fromEntries(Object.entries(queues).map(([step, name]) => [step, { queue: url(name) }])),
    all: { deadLetters: url(deadLetters) },
  };
}

/** Nothing may leave the machine under a person's own AWS identity. */
function localIdentity(env: NodeJS.ProcessEnv): Record<string, string> {
  delete env.AWS_PROFILE;
  delete env.AWS_SESSION_TOKEN;
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function realTopic({ snsTopicArn, snsEndpoint }: Surroundings): Record<string, string> {
  const [, , , region = 'us-east-1'] = snsTopicArn?.split(':') ?? [];
  return { AWS_REGION: region, AWS_ENDPOINT_URL_SNS: snsEndpoint ?? `https://sns.${region}.amazonaws.com` };
}
