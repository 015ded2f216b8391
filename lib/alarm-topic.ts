import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { accept } from './accept.ts';
import { resourceName } from './names.ts';

/** Where our own alarms go: it shares nothing with the channels of alerts. */
export function alarmTopic(scope: Construct, stage: string): Topic {
  const topic = new Topic(scope, 'Topic', {
    topicName: resourceName(stage, 'alarms'),
    displayName: `Wirewatch ${stage} alarms`,
    enforceSSL: true,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  accept(topic, {
    'Serverless-SNSRedrivePolicy': 'Mail that cannot be delivered has no second address to go to.',
    'AwsSolutions-SNS2': "CloudWatch alarms cannot use AWS's own key; alarms carry names and numbers of ours only.",
  });
  return topic;
}
