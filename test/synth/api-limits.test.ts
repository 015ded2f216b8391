import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';
import { config, resources, temporaryFolder } from './synthesis.ts';

test('what browsers of other pages ask before they ask is limited too, and loses no webhook', () => {
  const app = new App({ outdir: temporaryFolder(), context: { 'aws:cdk:bundling-stacks': [] } });
  const api = { ...config.api, cors: ['https://status.example.com'] };
  const stack = new WirewatchStack(app, 'Wirewatch-prod', { config: { ...config, api }, stage: 'prod' });
  const template = Template.fromStack(stack);
  const [stage] = Object.values(resources(template, 'AWS::ApiGatewayV2::Stage'));
  const keys = Object.values(resources(template, 'AWS::ApiGatewayV2::Route'))
    .map(({ Properties }): string => Properties.RouteKey)
    .filter((key) => !key.includes('/webhooks/'));
  expect(keys).toContain('OPTIONS /v1/{path+}');
  expect(Object.keys(stage?.Properties.RouteSettings).sort()).toEqual(keys.sort());
});
