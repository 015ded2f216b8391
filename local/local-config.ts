import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../functions/config/schema.ts';

export type Overrides = {
  publicUrl: string | undefined;

  /** Where every PagerDuty channel sends its events; absent: where the configuration says. */
  pagerdutyUrl: string | undefined;
};

/** The configuration as it applies on this machine. */
export function localConfig(config: Config, { publicUrl, pagerdutyUrl }: Overrides): Config {
  const channels = Object.entries(config.channels).map(([name, channel]) => [
    name,
    localChannel(channel, pagerdutyUrl),
  ]);
  return {
    ...config,
    ...(publicUrl !== undefined && { publicUrl, stages: {} }),
    channels: Object.fromEntries(channels),
  };
}

/** Nothing is published to a team's real topic unless the environment names one. */
function localChannel(channel: Config['channels'][string], pagerdutyUrl: string | undefined) {
  if (channel.kind === 'sns') return { kind: channel.kind };
  return channel.kind === 'pagerduty' && pagerdutyUrl !== undefined ? { ...channel, url: pagerdutyUrl } : channel;
}

/** Writes the file that the functions read. @returns its path */
export function writeConfig(dir: string, config: Config): string {
  const file = join(dir, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}
