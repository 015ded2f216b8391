import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, type HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import { bindBucket, bindQueue, bindSecret, bindTable, bindTaking, readSecrets } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { dataRemoval } from './lifecycle.ts';
import { resourceName } from './names.ts';
import { ServiceFunction } from './service-function.ts';
import type { Spill } from './spill.ts';
import type { Tables } from './tables.ts';

/** Requests a second. A throttled webhook is a lost one, so this only stops a flood. */
const throttle = { rateLimit: 2000, burstLimit: 4000 };

export type IngestProps = { deployment: Deployment; tables: Tables; spill: Spill; numberKey: Secret };

/** Takes providers' webhooks: HTTP API → ingest → journal, or the spill queue if the journal is down. */
export class Ingest extends Construct {
  readonly function: ServiceFunction;
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { deployment, tables, spill, numberKey }: IngestProps) {
    super(scope, id);
    const { stage } = deployment;
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'ingest',
      description: 'Verifies a webhook and records it in the journal',
      timeout: Duration.seconds(10),
      // Telnyx waits 2 s: a cold start needs the processor that comes with memory, and no tracing.
      memoryMiB: 1024,
      traced: false,
      readsConfig: true,
    });
    bindTaking(this.function, tables);
    bindTable(this.function, 'COUNTERS_TABLE', tables.counters, ['PutItem']);
    bindQueue(this.function, 'SPILL_QUEUE_URL', spill.queue);
    bindBucket(this.function, 'SPILL_BUCKET', spill.bucket, { write: ['spill/', 'quarantine/'] });
    bindSecret(this.function, 'NUMBER_KEY_SECRET', numberKey);
    readSecrets(this.function, stage);

    this.api = new HttpApi(this, 'Api', {
      apiName: resourceName(stage, 'webhooks'),
      description: 'Webhook URLs for providers, and links of messages for people',
      createDefaultStage: false,
    });
    this.stage = this.addStage(stage);
    this.addRoutes();
  }

  private addStage(stage: string): HttpStage {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: dataRemoval(stage),
    });
    return this.api.addStage('DefaultStage', {
      autoDeploy: true,
      throttle,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
  }

  private addRoutes(): void {
    const integration = new HttpLambdaIntegration('Integration', this.function);
    // Gateways may put the name of the event behind the URL that they were given.
    for (const path of ['', '/{tenant}', '/{tenant}/{event}'].map((rest) => `/webhooks/{provider}${rest}`)) {
      const routes = this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration });
      for (const route of routes) {
        accept(route, {
          'AwsSolutions-APIG4': "Providers authenticate by their request's signature, which ingest checks.",
        });
      }
    }
  }
}

/** No query and no body: they carry the team's own ids. No path: that of a link is the right to use it. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    ip: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    status: '$context.status',
    responseMs: '$context.responseLatency',
    functionMs: '$context.integrationLatency',
    error: '$context.integrationErrorMessage',
  }),
);
