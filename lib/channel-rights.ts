import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Config } from '../functions/config/schema.ts';
import type { ServiceFunction } from './service-function.ts';

type Channels = readonly Config['channels'][string][];

/** What channels use in AWS besides the stack's own topic: each may be sent to if the configuration names it, and no other. */
export function allowChannels(fn: ServiceFunction, config: Config): void {
  const channels = Object.values(config.channels);
  allowNamed(fn, 'sns:Publish', topicsOf(channels));
  allowNamed(fn, 'ses:SendEmail', sendersOf(channels).map(arnOf(fn, 'ses', 'identity')));
  allowNamed(fn, 'events:PutEvents', busesOf(channels).map(arnOf(fn, 'events', 'event-bus')));
  if (channels.some((channel) => channel.kind === 'sns' && channel.sms !== undefined)) allowPhones(fn);
}

function allowNamed(fn: ServiceFunction, action: string, resources: string[]): void {
  if (resources.length > 0) fn.allow([action], [...new Set(resources)]);
}

/** A number is no resource: who may send to one may send to all, but to no topic. */
function allowPhones(fn: ServiceFunction): void {
  const { partition } = Stack.of(fn);
  fn.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], notResources: [`arn:${partition}:sns:*:*:*`] }));
}

function topicsOf(channels: Channels): string[] {
  return channels.flatMap((channel) => (channel.kind === 'sns' ? (channel.topicArn ?? []) : []));
}

/** SES goes by the address, if that was verified by itself, and else by its domain. */
function sendersOf(channels: Channels): string[] {
  return channels.flatMap((channel) =>
    channel.kind === 'mail' ? [channel.from, channel.from.slice(channel.from.lastIndexOf('@') + 1)] : [],
  );
}

function busesOf(channels: Channels): string[] {
  return channels.flatMap((channel) => (channel.kind === 'bus' ? channel.bus : []));
}

/** @returns the ARN of what a name names in this account and region; an ARN as it is */
function arnOf(fn: ServiceFunction, service: string, resource: string): (name: string) => string {
  return (name) => (name.startsWith('arn:') ? name : Stack.of(fn).formatArn({ service, resource, resourceName: name }));
}
