import { join } from 'node:path';
import type { Config } from '../functions/config/schema.ts';
import { cloudwatch } from './cloud/cloudwatch.ts';
import { dynamodb } from './cloud/dynamodb.ts';
import { type BusListener, eventBridge } from './cloud/event-bridge.ts';
import { type Invoke, lambda, type Variables } from './cloud/lambda.ts';
import { objectStore } from './cloud/object-store.ts';
import { s3 } from './cloud/s3.ts';
import { secretsManager } from './cloud/secrets-manager.ts';
import { type LocalCloud, startCloud } from './cloud/server.ts';
import { ses } from './cloud/ses.ts';
import { sns } from './cloud/sns.ts';
import { sqs, type TakeMessage } from './cloud/sqs.ts';
import { ssm } from './cloud/ssm.ts';
import { defaultBus } from './default-bus.ts';
import { linkKeySecret, numberKeySecret } from './environment.ts';
import { printedEvents, printedMail, printedPublications } from './printed.ts';
import { type Print, sink, sinkUrl } from './sink.ts';
import type { Call } from './store/engine.ts';

export type CloudParts = {
  call: Call;
  /** The name and address of each channel's secret are known only when the cloud has its port. */
  parametersAt(cloudUrl: string): ReadonlyMap<string, string>;
  numberKey: string;
  linkKey: string;
  queues: ReadonlyMap<string, TakeMessage>;
  depths: ReadonlyMap<string, () => number>;
  /** By name: those that a person may call. */
  functions: ReadonlyMap<string, Invoke>;
  /** By function: what a person may ask of its environment. */
  environments: ReadonlyMap<string, Variables>;
  /** Where objects are kept; absent: in memory. */
  dir: string | undefined;
  print: Print;
  onFailure(what: string, error: unknown): void;
};

/** All services of the local cloud. */
export async function startLocalCloud(parts: CloudParts): Promise<LocalCloud> {
  const parameters = new Map<string, string>();
  const services = [
    dynamodb(parts.call),
    cloudwatch(),
    sink(parts.print),
    ssm(parameters),
    secretsManager(
      new Map([
        [numberKeySecret, parts.numberKey],
        [linkKeySecret, parts.linkKey],
      ]),
    ),
    sqs(parts.queues, parts.depths),
    eventBridge(toAll(defaultBus(parts.queues), printedEvents(parts.print))),
    lambda(parts.functions, parts.environments),
    sns(printedPublications(parts.print)),
    ses(printedMail(parts.print)),
    s3(objectStore(parts.dir && join(parts.dir, 'objects'))),
  ];
  const cloud = await startCloud(services, (error) => parts.onFailure('local cloud', error));
  for (const [name, value] of parts.parametersAt(cloud.url)) parameters.set(name, value);
  return cloud;
}

function toAll(...listeners: BusListener[]): BusListener {
  return (busName, event) => {
    for (const listener of listeners) listener(busName, event);
  };
}

export type ChannelSecrets = { slackUrl: string | undefined; pagerdutyKey: string | undefined };

/** Fit for its place, and known to everybody. */
const localKey = `whsec_${Buffer.alloc(32, 'on this machine').toString('base64')}`;

/** The secret of a channel: the given one, or one that leads what it sends to the terminal. */
export function channelSecret(cloudUrl: string, given: ChannelSecrets) {
  return (kind: Config['channels'][string]['kind'], name: string): string | undefined => {
    const secrets: Partial<Record<typeof kind, string>> = {
      slack: given.slackUrl ?? sinkUrl(cloudUrl, name),
      pagerduty: given.pagerdutyKey ?? 'not-set-up',
      'slack-bot': 'not-set-up',
      teams: sinkUrl(cloudUrl, name),
      opsgenie: 'not-set-up',
      webhook: localKey,
    };
    return secrets[kind];
  };
}
