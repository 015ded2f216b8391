import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Wirewatch, type WirewatchProps } from './wirewatch.ts';

/** Wirewatch in a stack of its own. */
export class WirewatchStack extends Stack {
  /** The names of the own alarms, without `wirewatch-<stage>-`. */
  readonly alarms: readonly string[];

  constructor(scope: Construct, id: string, props: WirewatchProps & StackProps) {
    super(scope, id, { description: 'Wirewatch: delivery monitoring for text messages and calls', ...props });
    const wirewatch = new Wirewatch(this, 'Wirewatch', props);
    this.alarms = wirewatch.alarms.names;

    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    output('WebhookUrl', wirewatch.webhookUrl(props), 'Add /twilio or /telnyx, and /<tenant> for a tenant but main');
    output(
      'ConsoleUrl',
      `${wirewatch.baseUrl(props)}/`,
      'The console page; below it the API. npx wirewatch token create makes a token',
    );
    output('AlertTopicArn', wirewatch.notify.topic.topicArn, 'Alerts on the traffic');
    output('AlarmTopicArn', wirewatch.alarms.topic.topicArn, "Alarms on Wirewatch's own failures");
    output('AlertBusName', wirewatch.notify.bus.eventBusName, 'Every change of an alert, as an event');
  }
}
