import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { slackSigning } from '../functions/core/slack-signature.ts';
import { accept } from './accept.ts';
import { bindActing, bindSecret, readSecrets } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import type { Ingest } from './ingest.ts';
import { limitRoutes } from './route-limits.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** Requests a second to each route: people press buttons, they do not hammer. */
const limit = { rate: 20, burst: 40 };

const routes = [
  { path: '/act/{token}', methods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST] },
  { path: '/slack/interact', methods: [HttpMethod.POST] },
];

export type ActProps = {
  deployment: Deployment;
  tables: Tables;
  linkKey: Secret;
  ingest: Pick<Ingest, 'api' | 'stage'>;
};

/** What people do: links and buttons of messages → HTTP API → act; the command line calls it directly. */
export class Act extends Construct {
  constructor(scope: Construct, id: string, { deployment, tables, linkKey, ingest }: ActProps) {
    super(scope, id);
    const fn = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'act',
      description: 'Does what people ask for: acknowledges, silences, overrides',
      timeout: Duration.seconds(30),
      // Slack waits 3 s, a cold start included.
      memoryMiB: 1024,
      readsConfig: true,
    });
    bindActing(fn, tables);
    bindSecret(fn, 'LINK_KEY_ID', linkKey);
    readSecrets(fn, deployment.stage, `*/${slackSigning}`);
    this.addRoutes(fn, ingest);
  }

  private addRoutes(fn: ServiceFunction, { api, stage }: ActProps['ingest']): void {
    const integration = new HttpLambdaIntegration('Integration', fn);
    const added = routes.flatMap((route) => api.addRoutes({ ...route, integration }));
    for (const route of added) {
      accept(route, { 'AwsSolutions-APIG4': 'Links and Slack authenticate by signatures, which act checks.' });
    }
    const keys = routes.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
    limitRoutes(stage, added, keys, limit);
  }
}
