import { join } from 'node:path';
import { Duration, Stage } from 'aws-cdk-lib';
import { HttpMethod, type HttpRoute, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { buildConsole } from '../console/build.ts';
import type { Config } from '../functions/config/schema.ts';
import { accept } from './accept.ts';
import { bindActing, bindBucket, bindSecret, bindTable, readQueueDepths } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import type { Ingest } from './ingest.ts';
import { dashboardUrl } from './names.ts';
import { limitRoutes } from './route-limits.ts';
import { ServiceFunction } from './service-function.ts';
import type { Spill } from './spill.ts';
import type { Tables } from './tables.ts';

/** Requests a second to each route: a page asks a dozen times when it opens. */
const limit = { rate: 50, burst: 100 };

/** Whoever asks for these needs no right: they hold nothing of anybody. */
const open = [
  '/',
  '/monitoring',
  '/console/{file}',
  '/openapi.json',
  '/health',
  '/health/live',
  '/health/ready',
  '/api/v1/health',
];

const guarded = ['/v1/{path+}', '/api/{path+}', '/health/{path+}', '/monitoring/{path+}', '/apm/{path+}'];
/** Monitors ask for heads only. */
const ofOpen = [HttpMethod.GET, HttpMethod.HEAD];
const methods = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE];

export type ApiProps = {
  deployment: Deployment;
  tables: Tables;
  spill: Spill;
  numberKey: Secret;
  ingest: Pick<Ingest, 'api' | 'stage'>;
  /** The base of the webhook URLs. */
  url: string;
  /** Sends test notices. */
  notify: ServiceFunction;
};

/** What people and tools see and call: HTTP API → api; the command line calls it directly. */
export class Api extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { deployment } = props;
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'api',
      description: 'Answers the console page, dashboards, tools and the command line',
      // The HTTP API waits 30 s at most; a backtest stops by itself before.
      timeout: Duration.seconds(29),
      memoryMiB: 1024,
      readsConfig: true,
      folder: builtConsole(this),
    });
    this.bind(props);
    this.addRoutes(props.ingest, deployment.config);
  }

  private bind({ deployment, tables, spill, numberKey, url, notify }: ApiProps): void {
    const { stage, config } = deployment;
    const fn = this.function;
    fn.addEnvironment('WEBHOOK_BASE', url);
    fn.addEnvironment('DASHBOARD_URL', config.links.dashboard ?? dashboardUrl(this, stage));
    if (config.links.runbook) fn.addEnvironment('RUNBOOK_URL', config.links.runbook);
    fn.addEnvironment('NOTIFY_FUNCTION', notify.functionName);
    fn.allow(['lambda:InvokeFunction'], [notify.functionArn]);
    bindTable(
      fn,
      'JOURNAL_TABLE',
      tables.journal,
      ['GetItem', 'BatchGetItem', 'PutItem'],
      ['byStarted', 'byRecipient'],
    );
    bindTable(fn, 'COUNTERS_TABLE', tables.counters, ['Query', 'BatchGetItem', 'PutItem']);
    bindActing(fn, tables);
    fn.allow(['dynamodb:UpdateItem'], [tables.state.tableArn]);
    bindSecret(fn, 'NUMBER_KEY_SECRET', numberKey);
    bindBucket(fn, 'SPILL_BUCKET', spill.bucket, { write: ['quarantine/'] });
    readQueueDepths(fn, stage);
    fn.allow(['cloudwatch:GetMetricData'], ['*'], 'Reading metrics cannot be allowed for less than all of them.');
  }

  private addRoutes({ api, stage }: ApiProps['ingest'], { api: settings }: Config): void {
    // A permission for each route would be more than a function's policy holds.
    const integration = new HttpLambdaIntegration('Integration', this.function, { scopePermissionToRoute: false });
    const add = (paths: readonly string[], of: HttpMethod[], authorizer?: IHttpRouteAuthorizer) =>
      paths.flatMap((path) => api.addRoutes({ path, methods: of, integration, ...(authorizer && { authorizer }) }));
    const authorizer = authorizerOf(settings.access);
    const opened = add(open, ofOpen);
    const behind = add(guarded, methods, authorizer);
    // A browser asks first, and sends no token with it.
    const asked = settings.cors.length > 0 ? add(guarded, [HttpMethod.OPTIONS]) : [];
    for (const route of authorizer === undefined ? [...opened, ...behind, ...asked] : [...opened, ...asked]) {
      accept(route, {
        'AwsSolutions-APIG4': 'The API asks for bearer tokens itself; what is open holds nothing of anybody.',
      });
    }
    const routes: HttpRoute[] = [...opened, ...behind, ...asked];
    const ofGuarded = asked.length > 0 ? [...methods, HttpMethod.OPTIONS] : methods;
    const keys = [
      ...open.flatMap((path) => ofOpen.map((method) => `${method} ${path}`)),
      ...guarded.flatMap((path) => ofGuarded.map((method) => `${method} ${path}`)),
    ];
    limitRoutes(stage, routes, keys, limit);
  }
}

function authorizerOf(access: Config['api']['access']): IHttpRouteAuthorizer | undefined {
  if (access === 'tokens') return undefined;
  if (access === 'iam') return new HttpIamAuthorizer();
  return new HttpJwtAuthorizer('Jwt', access.jwt.issuer, { jwtAudience: access.jwt.audience });
}

/** The console page, built beside the synthesised templates. */
function builtConsole(scope: Construct): string {
  const folder = join(Stage.of(scope)?.outdir ?? 'cdk.out', 'console');
  buildConsole(folder);
  return folder;
}
