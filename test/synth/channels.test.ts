import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { ConfigInput } from '../../functions/config/schema.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';
import { type Json, resources, temporaryFolder } from './synthesis.ts';

const env = { account: '111122223333', region: 'us-east-1' };

/** What the functions that send may do beyond what they may without any channel. */
function rightsWith(channels: NonNullable<ConfigInput['channels']>) {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, outdir: temporaryFolder() });
  const config = defineConfig({ rules: [], channels });
  const stack = new WirewatchStack(app, 'Wirewatch-prod', { config, stage: 'prod', env });
  const policies = Object.entries(resources(Template.fromStack(stack), 'AWS::IAM::Policy'));
  const sends = /^(sns:Publish|ses:|events:PutEvents)/;
  const rights = (name: string) =>
    policies
      .filter(([id]) => id.startsWith(`WirewatchNotify${name}Role`))
      .flatMap(([, policy]): Json[] => policy.Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().some((action: string) => sends.test(action)))
      .filter(({ Resource }) => !/WirewatchNotify(Topic|Bus)/.test(JSON.stringify(Resource ?? '')))
      .map(({ Action, Resource, NotResource, Condition }) => ({
        [Action]: NotResource === undefined ? [Resource].flat().map(plain) : { not: plain(NotResource) },
        ...(Condition && { if: Condition }),
      }));
  return { app, notify: rights('Notify'), retry: rights('Retry') };
}

/** An ARN in whose place the template says to join its parts. */
function plain(arn: Json): string {
  return JSON.stringify(arn)
    .replace('{"Ref":"AWS::Partition"}', 'aws')
    .replace(/^\{"Fn::Join":\["",\[(.*)\]\]\}$/, '$1')
    .replaceAll(/[",]/g, '');
}

describe('what sends notices may use', () => {
  test.each<[string, NonNullable<ConfigInput['channels']>, Json[]]>([
    ['nothing more without a channel in AWS', { slack: { kind: 'slack' } }, []],
    ['nothing more for the own topic', { mail: { kind: 'sns' } }, []],
    [
      'a topic that is named, and no other',
      { theirs: { kind: 'sns', topicArn: 'arn:aws:sns:us-east-1:111122223333:theirs' } },
      [{ 'sns:Publish': ['arn:aws:sns:us-east-1:111122223333:theirs'] }],
    ],
    [
      'phones, and no topic, for text messages',
      { text: { kind: 'sns', sms: { phone: '+14155550123' } } },
      [{ 'sns:Publish': { not: 'arn:aws:sns:*:*:*' } }],
    ],
    [
      'mail of the sender that is named, and of no other',
      { mail: { kind: 'mail', from: 'alerts@example.com', to: ['team@example.com'] } },
      [
        {
          'ses:SendEmail': [
            'arn:aws:ses:us-east-1:111122223333:identity/*',
            'arn:aws:ses:us-east-1:111122223333:configuration-set/*',
          ],
          if: { StringEquals: { 'ses:FromAddress': ['alerts@example.com'] } },
        },
      ],
    ],
    [
      'buses that are named, by name or ARN',
      {
        near: { kind: 'bus', bus: 'theirs' },
        far: { kind: 'bus', bus: 'arn:aws:events:eu-west-1:444455556666:event-bus/far' },
      },
      [
        {
          'events:PutEvents': [
            'arn:aws:events:us-east-1:111122223333:event-bus/theirs',
            'arn:aws:events:eu-west-1:444455556666:event-bus/far',
          ],
        },
      ],
    ],
  ])('%s', (_, channels, expected) => {
    const { app, notify, retry } = rightsWith(channels);
    expect(notify).toEqual(expected);
    expect(retry).toEqual(expected);
    for (const checks of [new AwsSolutionsChecks(app), new ServerlessChecks(app)]) {
      expect(checks.validateScope(app).violations).toEqual([]);
    }
  });
});
