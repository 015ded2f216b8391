import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Duration, RemovalPolicy, Stage } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accept, acceptWildcards } from './accept.ts';
import { bundleOptions } from './bundling.ts';
import type { Deployment } from './deployment.ts';
import { namespaceOf } from './metrics.ts';
import { type FunctionName, logGroupName, resourceName } from './names.ts';
import { version } from './version.ts';

const root = join(import.meta.dirname, '..');
const configFile = 'config.json';

export type ServiceFunctionProps = {
  deployment: Deployment;
  /** The folder of `functions/` that holds `handler.ts`. */
  name: FunctionName;
  description: string;
  timeout: Duration;
  memoryMiB?: number;
  /** Bundle the configuration with the code. A function that does not read it is not deployed again when it changes. */
  readsConfig?: boolean;
  /** A folder that is copied beside the code, under its own name. */
  folder?: string;
  /** X-Ray; default: on. */
  traced?: boolean;
};

/** A function with everything that all of ours have in common. What it may do is added by `bindings.ts`. */
export class ServiceFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { deployment, name, folder, traced = true, readsConfig = false } = props;
    const { stage } = deployment;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      // Saved queries and dashboards find it by its name; one that is kept would stop the stage from being made again.
      logGroupName: logGroupName(stage, name),
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      functionName: resourceName(stage, name),
      description: props.description,
      entry: join(root, 'functions', name, 'handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMiB ?? 512,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: traced ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: environmentOf(deployment, readsConfig),
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      bundling: bundling(readsConfig ? writeConfig(scope, deployment) : undefined, folder),
    });
    acceptFindings(this, role, traced);
  }

  /** Lets the function do exactly these actions on exactly these resources. @param wildcard why one of them ends in `*` */
  allow(actions: string[], resources: string[], wildcard?: string): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources }));
    if (wildcard !== undefined && this.role) acceptWildcards(this.role, resources, wildcard);
  }
}

function environmentOf({ stage, environment }: Deployment, readsConfig: boolean): Record<string, string> {
  return {
    STAGE: stage,
    VERSION: version,
    NODE_OPTIONS: '--enable-source-maps',
    POWERTOOLS_METRICS_NAMESPACE: namespaceOf(stage),
    // Relative to the code, which is where a function starts.
    ...(readsConfig && { CONFIG_FILE: configFile }),
    ...environment,
  };
}

/** The configuration as plain JSON, beside the synthesised templates. */
function writeConfig(scope: Construct, { stage, config }: Deployment): string {
  const outdir = Stage.of(scope)?.outdir ?? join(root, 'cdk.out');
  const file = join(outdir, `wirewatch-${stage}.config.json`);
  mkdirSync(outdir, { recursive: true });
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function bundling(config: string | undefined, folder: string | undefined) {
  const copy = `node -e "fs.cpSync(process.argv[1], process.argv[2], { recursive: true })"`;
  const copies = (output: string) => [
    ...(config === undefined ? [] : [`${copy} "${config}" "${join(output, configFile)}"`]),
    ...(folder === undefined ? [] : [`${copy} "${folder}" "${join(output, basename(folder))}"`]),
  ];
  return {
    ...bundleOptions,
    format: OutputFormat.ESM,
    sourceMap: true,
    // Stack traces need lines, not text.
    sourcesContent: false,
    bundleAwsSDK: true,
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_input: string, output: string) => copies(output),
    },
  };
}

function acceptFindings(fn: ServiceFunction, role: Role, traced: boolean): void {
  accept(fn, {
    'Serverless-LambdaDLQ':
      'Whatever calls it keeps what fails: event sources, rules and schedules have dead-letter queues, the API answers 503.',
  });
  if (traced) acceptWildcards(role, ['*'], 'X-Ray cannot be allowed for less than all resources.');
  else accept(fn, { 'Serverless-LambdaTracing': 'Tracing is off where a provider waits for the answer.' });
}
