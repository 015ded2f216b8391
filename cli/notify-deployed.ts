import type { AnnounceTools, Delivery, Deploy } from '../functions/channels/channel.ts';
import { announce } from '../functions/channels/index.ts';
import type { Config } from '../functions/config/schema.ts';
import { printable } from './printable.ts';
import { stageIn } from './stage-options.ts';

export type DeployedOptions = { stage: string; version?: string; summary?: string };

export type DeployedDeps = {
  config: Pick<Config, 'stages' | 'tenants' | 'channels'>;
  tools(tenant: string, channel: string): AnnounceTools;
  now(): number;
  print(text: string): void;
};

/** Tells the channels of all tenants that hear of deployments. @returns the exit code: 1 if one could not be told */
export async function notifyDeployed(options: DeployedOptions, deps: DeployedDeps): Promise<number> {
  const stage = stageIn(deps.config, options.stage);
  const told = await Promise.all(audience(deployOf({ ...options, stage }, deps.now()), deps));
  const lines = told.flatMap((line) => line ?? []);
  for (const { line } of lines) deps.print(line);
  if (lines.length === 0) deps.print('No channel of the configuration hears of deployments: pagerduty and bus do.');
  return lines.some(({ failed }) => failed) ? 1 : 0;
}

function deployOf({ stage, version, summary }: DeployedOptions, at: number): Deploy {
  const what = version === undefined ? 'Wirewatch' : `Wirewatch ${version}`;
  return { stage, version, summary: summary ?? `${what} deployed to ${stage}`, at };
}

function audience(deploy: Deploy, { config, tools }: DeployedDeps) {
  return Object.keys(config.tenants).flatMap((tenant) =>
    Object.entries(config.channels).map(async ([channel, settings]) => {
      const delivery = await announce(deploy, settings, tools(tenant, channel));
      const failed = delivery?.kind === 'refused' || delivery?.kind === 'retry';
      return delivery && { line: printable(`${channel} of ${tenant}: ${outcomeText(delivery)}`), failed };
    }),
  );
}

function outcomeText(delivery: Delivery): string {
  if (delivery.kind === 'sent') return 'told';
  return `${delivery.kind === 'unconfigured' ? 'skipped' : 'not told'}: ${delivery.why}`;
}
