import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue of the test's own. */
export type Listener = { /** What has come since the last call, parsed. */ take(): Promise<Json[]> };

// biome-ignore lint/suspicious/noExplicitAny: whatever is published
type Json = any;

/** Listens to the alert topic, as a mail address or a queue of the team's would. */
export async function listenToTopic(topicArn: string): Promise<Listener> {
  const { url, arn } = await createQueue('topic-listener');
  await new SNSClient().send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: arn }));
  return listener(url);
}

/** Listens to everything that Wirewatch puts on its bus. */
export async function listenToBus(busName: string): Promise<Listener> {
  const { url, arn } = await createQueue(`${busName}-listener`);
  const events = new EventBridgeClient();
  const EventPattern = JSON.stringify({ source: ['wirewatch'] });
  await events.send(new PutRuleCommand({ Name: 'listener', EventBusName: busName, EventPattern }));
  const Targets = [{ Id: 'listener', Arn: arn }];
  await events.send(new PutTargetsCommand({ Rule: 'listener', EventBusName: busName, Targets }));
  return listener(url);
}

/** Makes a bus of the team's own, and listens to it. */
export async function listenToOwnBus(Name: string): Promise<Listener> {
  await new EventBridgeClient().send(new CreateEventBusCommand({ Name }));
  return listenToBus(Name);
}

/** A queue into which SNS and EventBridge may write. */
async function createQueue(name: string): Promise<{ url: string; arn: string }> {
  const sqs = new SQSClient();
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const arn = Attributes?.QueueArn ?? '';
  const Statement = ['sns.amazonaws.com', 'events.amazonaws.com'].map((Service) => ({
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sqs:SendMessage',
    Resource: arn,
  }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return { url: QueueUrl, arn };
}

function listener(QueueUrl: string): Listener {
  const sqs = new SQSClient();
  return {
    async take() {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return [];
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return Messages.map(({ Body }) => JSON.parse(Body ?? 'null'));
    },
  };
}
