import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import { bindBucket, bindSecret, bindTable, bindTaking, consumeQueue, readSecrets } from './bindings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { dataRemoval } from './lifecycle.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import { aDayOfTries, WorkQueue } from './work-queue.ts';

const replayTimeout = Duration.seconds(60);

/** Where webhooks wait while the journal cannot take them. */
export class Spill extends Construct {
  readonly queue: WorkQueue;
  readonly deadLetters: DeadLetterQueue;
  /** `spill/`: requests too large for the queue. `quarantine/`: authentic requests that could not be read. */
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage }: { stage: string }) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, behind: 'spill' });
    this.queue = new WorkQueue(this, 'Queue', {
      stage,
      name: 'spill',
      timeout: replayTimeout,
      tries: aDayOfTries,
      deadLetters: this.deadLetters,
    });
    this.bucket = spillBucket(this, stage);
  }
}

function spillBucket(scope: Construct, stage: string): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: dataRemoval(stage),
    lifecycleRules: [
      { id: 'quarantine', prefix: 'quarantine/', expiration: Duration.days(7) },
      { id: 'spill', prefix: 'spill/', expiration: Duration.days(14) },
    ],
  });
  accept(bucket, {
    'AwsSolutions-S1': 'Its objects live for days and are written by two functions, which log their ids.',
  });
  return bucket;
}

export type ReplayProps = { deployment: Deployment; tables: Tables; spill: Spill; numberKey: Secret };

/** Takes spilled webhooks as if they had just come in. */
export class Replay extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { deployment, tables, spill, numberKey }: ReplayProps) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'replay',
      description: 'Records spilled webhooks in the journal',
      timeout: replayTimeout,
      readsConfig: true,
    });
    bindTaking(this.function, tables);
    bindTable(this.function, 'COUNTERS_TABLE', tables.counters, ['PutItem']);
    bindBucket(this.function, 'SPILL_BUCKET', spill.bucket, { read: ['spill/'], write: ['quarantine/'] });
    bindSecret(this.function, 'NUMBER_KEY_SECRET', numberKey);
    readSecrets(this.function, deployment.stage);
    consumeQueue(this.function, spill.queue);
  }
}
