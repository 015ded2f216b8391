import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { bindBus, bindQueue, bindSecret, bindTable, bindTopic, consumeQueue, readSecrets } from './bindings.ts';
import { allowChannels } from './channel-rights.ts';
import { writesOnly } from './count.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { dashboardUrl, resourceName } from './names.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

const retryTimeout = Duration.seconds(60);

export type NotifyProps = {
  deployment: Deployment;
  tables: Tables;
  /** Where links of messages lead, and the key that signs them. */
  links: { url: string; key: ISecret };
};

/** Tells people: alerts' stream → notify → channels and the event bus; what can be tried again → retry queue → retry. */
export class Notify extends Construct {
  readonly notify: ServiceFunction;
  readonly retry: ServiceFunction;
  readonly topic: Topic;
  readonly bus: EventBus;
  readonly retryQueue: WorkQueue;
  readonly deadLetters: { notify: DeadLetterQueue; retry: DeadLetterQueue };

  constructor(scope: Construct, id: string, props: NotifyProps) {
    super(scope, id);
    const { stage } = props.deployment;
    this.deadLetters = {
      notify: new DeadLetterQueue(this, 'NotifyDeadLetters', { stage, behind: 'notify' }),
      retry: new DeadLetterQueue(this, 'RetryDeadLetters', { stage, behind: 'retry' }),
    };
    this.topic = new Topic(this, 'Topic', {
      topicName: resourceName(stage, 'alerts'),
      displayName: `Wirewatch ${stage}`,
      masterKey: Alias.fromAliasName(this, 'TopicKey', 'alias/aws/sns'),
      enforceSSL: true,
    });
    this.bus = new EventBus(this, 'Bus', { eventBusName: resourceName(stage, 'alerts') });
    this.retryQueue = new WorkQueue(this, 'RetryQueue', {
      stage,
      name: 'retry',
      timeout: retryTimeout,
      tries: 5,
      deadLetters: this.deadLetters.retry,
    });
    this.notify = this.addNotify(props);
    this.retry = this.addRetry(props);
  }

  private addNotify(props: NotifyProps): ServiceFunction {
    const fn = new ServiceFunction(this, 'Notify', {
      deployment: props.deployment,
      name: 'notify',
      description: 'Sends what an alert has to say to its channels',
      timeout: Duration.seconds(60),
      readsConfig: true,
    });
    this.bindSending(fn, props);
    bindBus(fn, 'EVENT_BUS_NAME', this.bus);
    fn.addEventSource(
      new DynamoEventSource(props.tables.alerts, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        bisectBatchOnError: true,
        retryAttempts: 10,
        maxRecordAge: Duration.hours(1),
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.deadLetters.notify),
        filters: writesOnly,
      }),
    );
    return fn;
  }

  private addRetry(props: NotifyProps): ServiceFunction {
    const fn = new ServiceFunction(this, 'Retry', {
      deployment: props.deployment,
      name: 'retry',
      description: 'Sends again what a channel did not take',
      timeout: retryTimeout,
      readsConfig: true,
    });
    this.bindSending(fn, props);
    consumeQueue(fn, this.retryQueue);
    return fn;
  }

  private bindSending(fn: ServiceFunction, { deployment, tables, links }: NotifyProps): void {
    const { stage, config } = deployment;
    fn.addEnvironment('ACT_URL', links.url);
    bindSecret(fn, 'LINK_KEY_ID', links.key);
    bindTable(fn, 'ALERTS_TABLE', tables.alerts, ['GetItem', 'BatchGetItem']);
    bindTable(fn, 'STATE_TABLE', tables.state, ['GetItem', 'Query', 'PutItem']);
    bindQueue(fn, 'RETRY_QUEUE_URL', this.retryQueue);
    bindTopic(fn, 'ALERT_TOPIC_ARN', this.topic);
    allowChannels(fn, config);
    readSecrets(fn, stage);
    fn.addEnvironment('DASHBOARD_URL', config.links.dashboard ?? dashboardUrl(this, stage));
    if (config.links.runbook) fn.addEnvironment('RUNBOOK_URL', config.links.runbook);
  }
}
