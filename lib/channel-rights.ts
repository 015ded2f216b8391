import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Config } from '../functions/config/schema.ts';
import { acceptWildcards } from './accept.ts';
import type { ServiceFunction } from './service-function.ts';

type Channels = readonly Config['channels'][string][];

/** What channels use in AWS besides the stack's own topic: each may be sent to if the configuration names it, and no other. */
export function allowChannels(fn: ServiceFunction, config: Config): void {
  const channels = Object.values(config.channels);
  allowNamed(fn, 'sns:Publish', topicsOf(channels));
  allowNamed(fn, 'events:PutEvents', busesOf(channels).map(arnOf(fn, 'events', 'event-bus')));
  if (channels.some((channel) => channel.kind === 'sns' && channel.sms !== undefined)) allowPhones(fn);
  const senders = channels.flatMap((channel) => (channel.kind === 'mail' ? channel.from : []));
  if (senders.length > 0) allowSenders(fn, senders);
}

function allowNamed(fn: ServiceFunction, action: string, resources: string[]): void {
  if (resources.length > 0) fn.allow([action], [...new Set(resources)]);
}

/** A number is no resource: who may send to one may send to all, but to no topic. */
function allowPhones(fn: ServiceFunction): void {
  const { partition } = Stack.of(fn);
  fn.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], notResources: [`arn:${partition}:sns:*:*:*`] }));
}

/**
 * SES asks for a right on the address or its domain, whichever is verified; on the configuration set that these have by
 * default, if any; in its sandbox on the recipients, too. The sender is what can be held to.
 */
function allowSenders(fn: ServiceFunction, senders: string[]): void {
  const resources = ['identity', 'configuration-set'].map((resource) => arnOf(fn, 'ses', resource)('*'));
  const conditions = { StringEquals: { 'ses:FromAddress': [...new Set(senders)] } };
  fn.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources, conditions }));
  if (fn.role)
    acceptWildcards(fn.role, resources, 'Who it is sent as is the boundary: the condition names the senders.');
}

function topicsOf(channels: Channels): string[] {
  return channels.flatMap((channel) => (channel.kind === 'sns' ? (channel.topicArn ?? []) : []));
}

function busesOf(channels: Channels): string[] {
  return channels.flatMap((channel) => (channel.kind === 'bus' ? channel.bus : []));
}

/** @returns the ARN of what a name names in this account and region; an ARN as it is */
function arnOf(fn: ServiceFunction, service: string, resource: string): (name: string) => string {
  return (name) => (name.startsWith('arn:') ? name : Stack.of(fn).formatArn({ service, resource, resourceName: name }));
}
